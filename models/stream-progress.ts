/**
 * Tells, chunk by chunk, whether a stream went on. Empty lines and comments of server-sent events (`: ping`) keep a
 * connection open and say nothing: they are no progress, wherever the stream is cut.
 */
export function streamProgress(): (chunk: string) => boolean {
  let at: 'start' | 'comment' | 'line' = 'start';
  return (chunk) => {
    let went = false;
    for (const char of chunk) {
      if (char === '\n' || char === '\r') at = 'start';
      else if (at === 'start' && char === ':') at = 'comment';
      else if (at !== 'comment' && (at === 'line' || !/\s/.test(char))) {
        at = 'line';
        went = true;
        // The rest matters only after its last line break.
        const rest = Math.max(chunk.lastIndexOf('\n'), chunk.lastIndexOf('\r'));
        if (rest >= 0) at = lineAfter(chunk.slice(rest + 1));
        return went;
      }
    }
    return went;
  };
}

function lineAfter(rest: string): 'start' | 'comment' | 'line' {
  const text = rest.trimStart();
  if (text === '') return 'start';
  return text.startsWith(':') ? 'comment' : 'line';
}
