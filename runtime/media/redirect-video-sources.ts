/**
 * Canvases and textures that take their picture from a video take it from the picture that the video shows.
 * @module
 */

type Call = (this: unknown, ...args: unknown[]) => unknown;

/** Where a video may stand among the arguments of a drawing call. */
const TAKERS: readonly [owner: string, methods: readonly string[]][] = [
  ['CanvasRenderingContext2D', ['drawImage', 'createPattern']],
  ['OffscreenCanvasRenderingContext2D', ['drawImage', 'createPattern']],
  ['WebGLRenderingContext', ['texImage2D', 'texSubImage2D']],
  ['WebGL2RenderingContext', ['texImage2D', 'texSubImage2D', 'texImage3D', 'texSubImage3D']],
  ['GPUQueue', ['copyExternalImageToTexture']],
];

export function redirectVideoSources(pictureOf: (video: HTMLVideoElement) => HTMLImageElement | null): void {
  const replace = (argument: unknown): unknown =>
    argument instanceof HTMLVideoElement ? (pictureOf(argument) ?? argument) : argument;
  const redirect = (target: object, name: string): void => {
    const methods = target as Record<string, Call>;
    const native = methods[name];
    if (!native) return;
    methods[name] = function (this: unknown, ...args: unknown[]) {
      return native.apply(
        this,
        args.map((argument) => replaceIn(argument, replace)),
      );
    };
  };
  for (const [owner, names] of TAKERS) {
    const { prototype } = (window as unknown as Record<string, { prototype?: object } | undefined>)[owner] ?? {};
    if (prototype) for (const name of names) redirect(prototype, name);
  }
  redirect(window, 'createImageBitmap');
}

/** WebGPU names its source inside an object. */
function replaceIn(argument: unknown, replace: (value: unknown) => unknown): unknown {
  if (typeof argument !== 'object' || argument === null) return argument;
  const { source } = argument as { source?: unknown };
  return source instanceof HTMLVideoElement ? { ...argument, source: replace(source) } : replace(argument);
}
