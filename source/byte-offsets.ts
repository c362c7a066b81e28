/** Maps UTF-16 offsets of a text to offsets in its UTF-8 encoding; built in one pass, nothing for pure ASCII. */
export class ByteOffsets {
  /** UTF-8 length of the whole text; a lone surrogate counts as the three bytes of U+FFFD, as `Buffer.from` writes it. */
  readonly total: number;
  private readonly table: Uint32Array | undefined;

  constructor(text: string) {
    this.total = Buffer.byteLength(text, 'utf8');
    // Only ASCII takes one byte for each UTF-16 unit.
    this.table = this.total === text.length ? undefined : tableOf(text);
  }

  /** Byte offset of a UTF-16 offset that is a code point boundary. */
  at(offset: number): number {
    return this.table ? (this.table[offset] ?? this.total) : offset;
  }

  between(start: number, end: number): number {
    return this.at(end) - this.at(start);
  }
}

function tableOf(text: string): Uint32Array {
  const table = new Uint32Array(text.length + 1);
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    table[i] = bytes;
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (splitsPair(text, i + 1)) {
      table[++i] = bytes;
      bytes += 4;
    } else bytes += 3;
  }
  table[text.length] = bytes;
  return table;
}

/** Whether a cut before UTF-16 offset `at` would tear a surrogate pair. */
export function splitsPair(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  return (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

/** Bytes `[start, end)` of a file, without copying them. */
export function sliceBytes(buffer: Buffer, start: number, end: number): Buffer {
  return buffer.subarray(start, end);
}
