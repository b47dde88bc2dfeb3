/** A small picture on a canvas: unlike `<img>`, it needs no leave for `blob:` from the page's policy. */

const SIDE = 88;

export function thumbnail(picture: Blob): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  // Sharp on screens with two or three dots a pixel, which is as much as a phone has.
  const side = SIDE * Math.min(3, Math.max(1, devicePixelRatio));
  canvas.width = canvas.height = side;
  void createImageBitmap(picture).then((bitmap) => {
    const scale = side / Math.min(bitmap.width, bitmap.height);
    const [width, height] = [bitmap.width * scale, bitmap.height * scale];
    canvas.getContext('2d')?.drawImage(bitmap, (side - width) / 2, (side - height) / 2, width, height);
    bitmap.close();
  }, ignore);
  return canvas;
}

/** A picture that can't be decoded stays an empty frame. */
function ignore(): void {
  return undefined;
}
