/** Takes a picture of what the person chooses to share, by the browser's own dialog. */

/** Phones have no such thing; there people choose the screenshot that the phone made. */
export function canCapture(): boolean {
  return 'mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices;
}

/** The browser's own bar and the closing panel need a moment to leave the picture. */
const SETTLE_MS = 400;

/** A PNG of one frame. Rejects with `NotAllowedError` if the person declines. */
export async function captureScreen(): Promise<Blob> {
  // `preferCurrentTab` puts this tab first; browsers that don't know it ignore it.
  const wish = { video: { displaySurface: 'browser' }, preferCurrentTab: true } as DisplayMediaStreamOptions;
  const stream = await navigator.mediaDevices.getDisplayMedia(wish);
  try {
    const video = document.createElement('video');
    video.srcObject = stream;
    video.muted = true;
    await video.play();
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return await picture(video, video.videoWidth, video.videoHeight, 'image/png');
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

/** Draws `source` at a size and encodes it. */
export function picture(source: CanvasImageSource, width: number, height: number, type: string): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(source, 0, 0, width, height);
  return encode(canvas, type);
}

export function encode(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), type, 0.9);
  });
}
