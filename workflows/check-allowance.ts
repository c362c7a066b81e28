import type { AllowanceAnswer, AllowanceRequest } from './purse';

/** Whether a signal is what a file under review sends; anybody can send a signal, and a bad one must not be fatal. */
export function isAllowanceRequest(message: unknown): message is AllowanceRequest {
  const { child, request, holds, need, flying } = fields(message);
  return (
    typeof child === 'string' &&
    whole(request) &&
    isMoney(holds) &&
    isMoney(need) &&
    typeof flying === 'boolean'
  );
}

/** Whether a signal is what a loop sends to its children. */
export function isAllowanceAnswer(message: unknown): message is AllowanceAnswer {
  const { request, ceiling, refused, of } = fields(message);
  const { usd, tokens } = fields(ceiling);
  const bound = (value: unknown): boolean => value === null || amount(value);
  return (
    whole(request) &&
    bound(usd) &&
    bound(tokens) &&
    [null, 'cost', 'tokens'].includes(refused as null) &&
    ['loop', 'iteration'].includes(of as string)
  );
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function amount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function whole(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isMoney(value: unknown): boolean {
  const { usd, tokens } = fields(value);
  return amount(usd) && amount(tokens);
}
