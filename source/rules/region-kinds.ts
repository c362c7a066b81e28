/** Node kinds of one grammar that are comments, strings, and code inside strings. */
export interface RegionKinds {
  comment: readonly string[];
  string: readonly string[];
  /** Code inside a string: `${…}`. */
  code?: readonly string[];
}

const ecma: RegionKinds = {
  comment: ['comment', 'hash_bang_line', 'html_comment'],
  string: ['string', 'template_string', 'regex'],
  code: ['template_substitution'],
};

/** By language name. */
export const REGION_KINDS: Readonly<Record<string, RegionKinds>> = {
  rust: {
    comment: ['line_comment', 'block_comment', 'shebang'],
    string: ['string_literal', 'raw_string_literal', 'char_literal'],
  },
  typescript: ecma,
  tsx: ecma,
  javascript: ecma,
  python: { comment: ['comment'], string: ['string'], code: ['interpolation'] },
  go: { comment: ['comment'], string: ['raw_string_literal', 'rune_literal', 'interpreted_string_literal'] },
  java: {
    comment: ['line_comment', 'block_comment'],
    string: ['string_literal', 'character_literal'],
    code: ['string_interpolation'],
  },
  c: { comment: ['comment'], string: ['string_literal', 'char_literal', 'system_lib_string'] },
  cpp: {
    comment: ['comment'],
    string: ['string_literal', 'raw_string_literal', 'char_literal', 'system_lib_string'],
  },
  csharp: {
    comment: ['comment'],
    string: [
      'string_literal',
      'raw_string_literal',
      'character_literal',
      'verbatim_string_literal',
      'interpolated_string_expression',
    ],
    code: ['interpolation'],
  },
  ruby: {
    comment: ['comment'],
    string: ['string', 'heredoc_body', 'string_array', 'regex'],
    code: ['interpolation'],
  },
  php: { comment: ['comment'], string: ['string', 'heredoc', 'nowdoc', 'encapsed_string'] },
  kotlin: {
    comment: ['line_comment', 'multiline_comment'],
    string: ['string_literal', 'character_literal'],
    code: ['interpolated_expression'],
  },
  swift: {
    comment: ['comment', 'multiline_comment'],
    string: ['raw_string_literal', 'line_string_literal', 'multi_line_string_literal'],
    code: ['interpolated_expression'],
  },
  css: { comment: ['comment', 'js_comment'], string: ['string_value'] },
  html: { comment: ['comment'], string: ['quoted_attribute_value'] },
  toml: { comment: ['comment'], string: ['string'] },
  json: { comment: ['comment'], string: ['string'] },
  yaml: {
    comment: ['comment'],
    string: ['single_quote_scalar', 'double_quote_scalar', 'block_scalar', 'plain_scalar'],
  },
};
