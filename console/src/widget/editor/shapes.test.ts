import { describe, expect, it } from 'vitest';
import { extend, type Shape, touchedCells } from './shapes';

const shape = (tool: Shape['tool']): Shape => ({ tool, colour: '#000', points: [{ x: 1, y: 1 }] });

describe('shapes', () => {
  it('leaves an arrow its tail and the last tip', () => {
    const arrow = shape('arrow');
    extend(arrow, { x: 5, y: 5 });
    extend(arrow, { x: 9, y: 9 });
    expect(arrow.points).toEqual([
      { x: 1, y: 1 },
      { x: 9, y: 9 },
    ]);
  });

  it('covers every square between two points of a fast pointer', () => {
    const cells = touchedCells(
      [
        { x: 5, y: 5 },
        { x: 95, y: 5 },
      ],
      10,
    );
    for (let column = 0; column < 10; column += 1) expect(cells).toContain(`${column},0`);
    expect(cells).toContain('-2,-2');
  });
});
