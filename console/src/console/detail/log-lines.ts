/** The part of a client's log that lies around a fault. */

export interface LogLine {
  text: string;
  /** When it was logged; a line without a time of its own belongs to the one before it. */
  atMs: number | undefined;
  level: 'error' | 'warn' | 'info';
}

const TIME = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)\]?/;

export function readLog(text: string): LogLine[] {
  let atMs: number | undefined;
  return text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => {
      const written = TIME.exec(line)?.[1];
      const read = written === undefined ? NaN : Date.parse(written.replace(' ', 'T').replace(',', '.'));
      if (!Number.isNaN(read)) atMs = read;
      return { text: line, atMs, level: levelOf(line) };
    });
}

/** Lines of at most `withinMs` before or after `atMs`. Of a log without any times that is all of them. */
export function linesAround(lines: LogLine[], atMs: number, withinMs: number): LogLine[] {
  if (lines.every((line) => line.atMs === undefined)) return lines;
  return lines.filter((line) => line.atMs !== undefined && Math.abs(line.atMs - atMs) <= withinMs);
}

function levelOf(line: string): LogLine['level'] {
  if (/\b(error|fatal|exception)\b/i.test(line)) return 'error';
  return /\bwarn(ing)?\b/i.test(line) ? 'warn' : 'info';
}
