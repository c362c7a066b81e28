/** How the languages that models answer in say "confidence"; as the source of a regular expression, no group in it. */
export const CONFIDENCE_WORDS = String.raw`(?:\bconf(?:iden\w*|ian\w*|\.|\b)|\bkonfidenz|\bcertainty|\bvertrauensgrad|\bzekerheid|\bfiducia\b|置信度|可信度|信心度?|信頼度|確信度|신뢰도|확신도|уверенност)`;
