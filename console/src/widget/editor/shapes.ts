/** What can be drawn on a picture, in the picture's own pixels, and how. */

export type Tool = 'pen' | 'arrow' | 'mosaic';

export interface Point {
  x: number;
  y: number;
}

export interface Shape {
  tool: Tool;
  colour: string;
  /** Pen and mosaic: the way of the pointer. Arrow: tail and tip. */
  points: Point[];
}

const BRUSH = [-2, -1, 0, 1, 2];

/** Sizes that look alike on a phone's picture and on a wide screen's. */
export interface Scale {
  line: number;
  /** Side of a square of the mosaic. */
  cell: number;
}

export function scaleFor(width: number, height: number): Scale {
  const side = Math.max(width, height);
  return { line: Math.max(3, Math.round(side / 240)), cell: Math.max(8, Math.round(side / 64)) };
}

/** The shape with the pointer's next place. */
export function extend(shape: Shape, to: Point): void {
  if (shape.tool === 'arrow') shape.points.splice(1, 1, to);
  else shape.points.push(to);
}

export function drawShape(
  context: CanvasRenderingContext2D,
  shape: Shape,
  scale: Scale,
  mosaic: CanvasImageSource,
): void {
  if (shape.tool === 'mosaic') return drawMosaic(context, shape.points, scale.cell, mosaic);
  context.strokeStyle = shape.colour;
  context.lineWidth = scale.line;
  context.lineCap = context.lineJoin = 'round';
  context.beginPath();
  shape.points.forEach(({ x, y }) => context.lineTo(x, y));
  // A dot is a line to where it begins.
  const [first] = shape.points;
  if (first && shape.points.length === 1) context.lineTo(first.x, first.y);
  if (shape.tool === 'arrow') addHead(context, shape.points, scale.line * 5);
  context.stroke();
}

function addHead(context: CanvasRenderingContext2D, [tail, tip]: Point[], length: number): void {
  if (tail === undefined || tip === undefined) return;
  const angle = Math.atan2(tip.y - tail.y, tip.x - tail.x);
  for (const side of [angle - 2.6, angle + 2.6]) {
    context.moveTo(tip.x, tip.y);
    context.lineTo(tip.x + length * Math.cos(side), tip.y + length * Math.sin(side));
  }
}

/** Copies whole squares of the pixelated picture: half a square would let what is beneath be read. */
function drawMosaic(context: CanvasRenderingContext2D, points: Point[], cell: number, mosaic: CanvasImageSource): void {
  for (const key of touchedCells(points, cell)) {
    const [column = 0, row = 0] = key.split(',').map(Number);
    context.drawImage(mosaic, column * cell, row * cell, cell, cell, column * cell, row * cell, cell, cell);
  }
}

/** The squares under a brush of five by five squares along the points, as `column,row`. */
export function touchedCells(points: Point[], cell: number): Set<string> {
  const cells = new Set<string>();
  points.forEach((point, index) => {
    const from = points[index - 1] ?? point;
    const steps = Math.ceil(Math.hypot(point.x - from.x, point.y - from.y) / cell) || 1;
    for (let step = 1; step <= steps; step += 1) {
      const column = Math.floor((from.x + ((point.x - from.x) * step) / steps) / cell);
      const row = Math.floor((from.y + ((point.y - from.y) * step) / steps) / cell);
      for (const side of BRUSH) for (const up of BRUSH) cells.add(`${column + side},${row + up}`);
    }
  });
  return cells;
}

/** The picture in squares of their mean colour. */
export function pixelate(picture: ImageBitmap, cell: number): HTMLCanvasElement {
  const columns = Math.ceil(picture.width / cell);
  const rows = Math.ceil(picture.height / cell);
  const small = canvasOf(columns, rows);
  const shrunk = small.getContext('2d');
  if (shrunk) shrunk.imageSmoothingQuality = 'high';
  shrunk?.drawImage(picture, 0, 0, picture.width / cell, picture.height / cell);
  const whole = canvasOf(columns * cell, rows * cell);
  const context = whole.getContext('2d');
  if (context) context.imageSmoothingEnabled = false;
  context?.drawImage(small, 0, 0, whole.width, whole.height);
  return whole;
}

export function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
