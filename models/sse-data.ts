import { splitLines } from './split-lines';

/**
 * The data of each server-sent event (WHATWG HTML 9.2): `data:` lines of one event are joined by newlines, comments
 * (keep-alives) and other fields are skipped. The last event is given even where no empty line ends it.
 */
export async function* sseData(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let data: string[] = [];
  for await (const raw of splitLines(chunks)) {
    const line = raw.replace(/^\ufeff/, '');
    if (line === '') {
      if (data.length > 0) yield data.join('\n');
      data = [];
    } else if (line.startsWith('data:')) {
      data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
    }
  }
  if (data.length > 0) yield data.join('\n');
}
