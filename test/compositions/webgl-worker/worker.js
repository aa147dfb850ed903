const gl = new OffscreenCanvas(160, 90).getContext('webgl');

onmessage = ({ data: time }) => {
  gl.clearColor(time < 0.5 ? 1 : 0, time < 0.5 ? 0 : 1, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const picture = gl.canvas.transferToImageBitmap();
  postMessage(picture, [picture]);
};
