# A render node: Node, Chrome's headless shell, FFmpeg, fonts. Nothing is installed or downloaded at start.
# Build `public/__edgereel` first (`npm run build`); `npm run deploy` and `npm run test:docker` do.

# Debian's packages bring 300 MB of GPU drivers that a software renderer never loads; only what is loaded is taken from here.
FROM node:24-bookworm-slim AS programs
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium-headless-shell ffmpeg tini \
 && rm -rf /var/lib/apt/lists/*
COPY container/image/collect-programs.sh /
RUN sh /collect-programs.sh /collected \
      /usr/bin/ffmpeg /usr/bin/ffprobe /usr/bin/tini \
      /usr/lib/chromium/chromium-headless-shell /usr/lib/chromium/*.pak /usr/lib/chromium/*.bin /usr/lib/chromium/icudtl.dat \
      /usr/lib/chromium/libEGL.so /usr/lib/chromium/libGLESv2.so /usr/lib/chromium/libvk_swiftshader.so \
      /usr/lib/chromium/vk_swiftshader_icd.json \
      /usr/lib/*-linux-gnu/libsoftokn3.so /usr/lib/*-linux-gnu/libfreebl*.so /usr/lib/*-linux-gnu/libnssckbi.so

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=programs /collected/ /
RUN ldconfig
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY contracts contracts
COPY analysis analysis
COPY container container
COPY public/__edgereel public/__edgereel
ENV EDGEREEL_CHROME=/usr/lib/chromium/chromium-headless-shell \
    EDGEREEL_FFMPEG=/usr/bin/ffmpeg \
    EDGEREEL_WORK_DIR=/tmp/edgereel
USER node
# Chrome leaves zombies to PID 1; tini reaps them and hands signals on.
ENTRYPOINT ["/usr/bin/tini", "--"]
CMD ["node", "container/node/main.ts"]
