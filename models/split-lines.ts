/** Lines of a text that comes in chunks, without their `\n` or `\r\n`; the last one needs no line end. */
export async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  // Pieces of the unfinished line: joined once, so that a line of megabytes is not scanned again with every chunk.
  let pieces: string[] = [];
  for await (const chunk of chunks) {
    const lines = chunk.split('\n');
    const last = lines.pop() ?? '';
    for (const line of lines) {
      yield (pieces.join('') + line).replace(/\r$/, '');
      pieces = [];
    }
    if (last !== '') pieces.push(last);
  }
  if (pieces.length > 0) yield pieces.join('').replace(/\r$/, '');
}
