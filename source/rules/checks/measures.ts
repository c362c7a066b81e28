import type { FileView } from '../file-view';

/** Number of lines of a file; a final line break begins none. */
export function lineCount(file: FileView): number {
  const { text } = file;
  return text === '' ? 0 : file.lines.lineAt(text.endsWith('\n') ? text.length - 1 : text.length);
}

/** The first line of a file that has something on it. */
export function firstInkedLine(text: string): { start: number; end: number } {
  const start = Math.max(0, text.search(/\S/));
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.length : end };
}
