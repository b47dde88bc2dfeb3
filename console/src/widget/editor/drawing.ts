/** The canvas of the editor: a picture, the shapes on it, and the pointer that draws them. */

import { encode } from '../core/screenshot';
import { drawShape, extend, type Point, pixelate, scaleFor, type Shape, type Tool } from './shapes';

/** Beyond it a PNG would be refused; the same as JPEG is a tenth. */
const PNG_BYTES = 8 * 1024 * 1024;

export interface Drawing {
  canvas: HTMLCanvasElement;
  tool: Tool;
  colour: string;
  undo: () => void;
  /** Whether there is something to undo. */
  isTouched: () => boolean;
  save: () => Promise<Blob>;
}

export async function createDrawing(picture: Blob, onChange: () => void): Promise<Drawing> {
  const bitmap = await createImageBitmap(picture);
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  const scale = scaleFor(bitmap.width, bitmap.height);
  const mosaic = pixelate(bitmap, scale.cell);
  const shapes: Shape[] = [];
  let current: Shape | undefined;

  function redraw(): void {
    context.drawImage(bitmap, 0, 0);
    for (const shape of shapes) drawShape(context, shape, scale, mosaic);
  }

  function place(event: PointerEvent): Point {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * canvas.width,
      y: ((event.clientY - box.top) / box.height) * canvas.height,
    };
  }

  const drawing: Drawing = {
    canvas,
    tool: 'pen',
    colour: '#e5322d',
    undo() {
      shapes.pop();
      redraw();
      onChange();
    },
    isTouched: () => shapes.length > 0,
    async save() {
      const blob = await encode(canvas, 'image/png');
      return blob.size <= PNG_BYTES ? blob : encode(canvas, 'image/jpeg');
    },
  };

  canvas.onpointerdown = (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    current = { tool: drawing.tool, colour: drawing.colour, points: [place(event)] };
    shapes.push(current);
    redraw();
  };
  canvas.onpointermove = (event) => {
    if (current === undefined || !event.isPrimary) return;
    extend(current, place(event));
    redraw();
  };
  canvas.onpointerup = canvas.onpointercancel = () => {
    current = undefined;
    onChange();
  };
  redraw();
  return drawing;
}
