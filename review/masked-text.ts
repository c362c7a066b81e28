import type { SecretSpan } from './secret-span';

/** A span with what stands in its place. */
export interface MaskSpan extends SecretSpan {
  mask: string;
}

/** A span where it stands in the masked text. */
interface PlacedSpan extends MaskSpan {
  maskedStart: number;
  maskedEnd: number;
}

/**
 * A text and its masks. Each line of a secret is one mask, whatever its length; line breaks and indentation stay, so that
 * lines keep their numbers. Everything outside of the spans is the text's own.
 */
export class MaskedText {
  readonly text: string;
  readonly spans: readonly PlacedSpan[];

  /** `spans`: in order, without overlaps. */
  constructor(
    readonly original: string,
    spans: readonly MaskSpan[],
  ) {
    const placed: PlacedSpan[] = [];
    let out = '';
    let at = 0;
    for (const span of spans) {
      out += original.slice(at, span.start);
      const maskedStart = out.length;
      out += inPlaceOf(original.slice(span.start, span.end), span.mask);
      placed.push({ ...span, maskedStart, maskedEnd: out.length });
      at = span.end;
    }
    this.spans = placed;
    this.text = spans.length === 0 ? original : out + original.slice(at);
  }

  /** Number of places masked. */
  get count(): number {
    return this.spans.length;
  }

  /** Places masked, by kind. */
  get kinds(): Record<string, number> {
    const counts = new Map<string, number>();
    for (const { kind } of this.spans) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** What was masked, each once. Never to be shown or kept. */
  secrets(): string[] {
    return [...new Set(this.spans.map(({ start, end }) => this.original.slice(start, end)))];
  }

  /**
   * The part `[start, end)` of the original, UTF-16 offsets, as it stands masked. A secret that begins before the part or
   * ends behind it is masked all the same, by the mask it has in the whole.
   */
  slice(start: number, end: number): string {
    let out = '';
    let at = start;
    for (let i = this.firstEndingAfter(start, 'end'); i < this.spans.length; i++) {
      const span = this.spans[i];
      if (!span || span.start >= end) break;
      const from = Math.max(span.start, start);
      out += this.original.slice(at, from);
      at = Math.min(span.end, end);
      out += inPlaceOf(this.original.slice(from, at), span.mask);
    }
    return out + this.original.slice(at, end);
  }

  /** A span of the masked text as one of the original; one that begins or ends within a mask takes in its whole secret. */
  toOriginal({ start, end, kind }: SecretSpan): SecretSpan {
    const first = this.spans[this.firstEndingAfter(start, 'maskedEnd')];
    const last = this.spans[this.firstEndingAfter(end - 1, 'maskedEnd')];
    return {
      start: first && start >= first.maskedStart ? first.start : this.outside(start),
      end: last && end > last.maskedStart ? last.end : this.outside(end),
      kind,
    };
  }

  /** A place between masks as an offset of the original. */
  private outside(at: number): number {
    const before = this.spans[this.firstEndingAfter(at, 'maskedEnd') - 1];
    return before ? at - before.maskedEnd + before.end : at;
  }

  /** Index of the first span that ends behind an offset, by halving. */
  private firstEndingAfter(at: number, which: 'end' | 'maskedEnd'): number {
    let low = 0;
    let high = this.spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.spans[middle]?.[which] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function inPlaceOf(secret: string, mask: string): string {
  return secret.replace(/\S[^\r\n]*/g, () => mask);
}
