import { TypedFailure } from '../failures/table';

/**
 * A text as data of a prompt, verbatim between two lines with the delimiter. Throws `InvalidInput` when the text holds
 * the delimiter: it could end the block itself, so the caller has to choose another.
 */
export function dataBlock(name: string, text: string, delimiter: string): string {
  if (text.includes(delimiter)) {
    throw new TypedFailure(
      'InvalidInput',
      `The ${name} contains the delimiter of its own prompt; choose another one.`,
    );
  }
  return `BEGIN ${delimiter} ${name}\n${text}\nEND ${delimiter} ${name}`;
}
