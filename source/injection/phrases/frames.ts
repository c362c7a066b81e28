import type { Phrase } from './phrase';

const KEYS = [
  'critical_failures',
  'verified_components',
  'required_next',
  'alignment_score',
  'pseudocode_flags',
  'risk_points',
];

/** Text that poses as the frame around a prompt: its delimiters, its turns, its answer. */
export const FRAMES: readonly Phrase[] = [
  {
    what: 'closes the data',
    needs: [
      ['untrusted', 'reviewed', 'user'],
      ['begin of', 'end of', 'begin  of'],
    ],
    pattern:
      /\b(?:end|begin)\s+of\s+(?:untrusted|reviewed|user)\s+(?:data|input|code|content|file)\b[^\n]*/giu,
  },
  {
    what: 'poses as the system',
    needs: [['system>', 'untrusted>', 'review>', 'reviewed_file>', 'system_prompt>']],
    pattern:
      /<\/?(?:system|untrusted|reviewed_file|file_under_review|code_under_review|system_prompt)>\s*(?:you|ignore|new|now|system|the\s+above)\b[^\n]*/giu,
  },
  {
    what: 'chat template token',
    needs: [['<|']],
    pattern:
      /<\|(?:im_start|im_end|system|endoftext|eot_id|start_header_id|end_header_id)\|>[^<]{0,300}?(?:verdict|code\s+review|reviewer|ignore\s+(?:all|the|any|previous)|approve\s+(?:this|the|every|all)|\bpass(?:es|ed)?\s+(?:it|this|the)\b|\bthis\s+(?:file|code|module)\s+(?:is\s+(?:fine|safe|clean|ok|correct|verified)|pass))[^\n]*/giu,
  },
  {
    what: 'instruction token',
    needs: [['inst]']],
    pattern:
      /\[\/?INST\][^\n]*(?:verdict|code\s+review|reviewer|ignore\s+(?:all|the|any|previous)|approve\s+(?:this|the|every|all)|\bpass\s+(?:it|this|the)\b|\b(?:this|the)\s+(?:file|code|module)\s+(?:is\s+(?:fine|safe|clean|ok|correct|verified)|pass))[^\n]*/giu,
  },
  {
    what: 'a new turn',
    needs: [
      ['system', 'assistant', 'developer'],
      [
        'verdict',
        'review',
        'audit',
        'approve',
        'pass ',
        'no findings',
        'no issues',
        'no defects',
        'instruction',
      ],
    ],
    pattern:
      /(?:^|\n)[ \t#/*;-]*(?:#{2,}\s*)?(?:system|assistant|developer)(?:\s+(?:message|prompt|note|override|update))?\s*:\s+[^\n]{0,120}\b(?:verdict|reviewer?|audit(?:or)?|approve|pass\s+(?:this|the|every|all)|no\s+(?:findings|issues|defects)|instructions?)\b[^\n]*/giu,
  },
  {
    what: 'a new turn',
    needs: [['sys']],
    pattern:
      /<<\s*SYS\s*>>[^<]{0,400}(?:verdict|code\s+review|reviewer|ignore\s+(?:all|the|any|previous)|approve|\bpass\s+(?:it|this|the)\b)[^\n]*/giu,
  },
  {
    what: 'a new turn',
    needs: [['<|']],
    pattern:
      /<\|(?:im_start|system|assistant|start_header_id|begin_of_text|user)\|?>?[^\u0000]{0,300}?(?:verdict|reviewer|ignore\s+(?:all|the|previous)|approve|pass\s+the)[^\n]*/giu,
  },
  { what: 'closes the data', needs: [['data-']], pattern: /\b(?:BEGIN|END)\s+data-[0-9a-f]{8,}\b[^\n]*/giu },
  {
    what: 'closes the data',
    needs: [
      ['end', 'begin'],
      ['reviewed text', 'under review', 'untrusted', 'data block', 'review input'],
    ],
    pattern:
      /(?:^|\n)[^\n\w]{0,8}(?:END|BEGIN)\s+(?:OF\s+)?(?:THE\s+)?(?:REVIEWED\s+TEXT|FILE\s+UNDER\s+REVIEW|UNTRUSTED\s+(?:DATA|TEXT)|DATA\s+BLOCK|CODE\s+UNDER\s+REVIEW|REVIEW\s+INPUT)\b[^\n]*/giu,
  },
  {
    what: 'closes the data',
    needs: [['</'], ['<system', '<instruction', '<assistant', '<admin', '<developer']],
    pattern:
      /<\/(?:file|code|document|source|data|content|user|input|context|untrusted\w*|review\w*)>[^<]{0,80}<(?:system|instructions?|assistant|admin|developer)\b[^\n]*/giu,
  },
  {
    what: 'poses as the system',
    needs: [['<system>', '<instructions>', '<instruction>', '<admin>', '<developer>']],
    pattern:
      /<(?:system|instructions?|admin|developer)>[^<]{0,200}?\b(?:verdict|approve\s+(?:this|the|every|all)|pass\s+(?:this|the\s+(?:file|code))|ignore\s+(?:all|any|previous))\b[^\n]*/giu,
  },
  {
    what: 'closes the data',
    needs: [['end of'], ['verdict', 'pass', 'approve', 'verified', 'no findings', 'no issues']],
    pattern:
      /(?:^|\n)[^\n\w]{1,12}(?:THE\s+)?END\s+OF\s+(?:THE\s+)?(?:FILE|CODE|DATA|INPUT|DOCUMENT|CONTEXT|SOURCE)\b[^\n]{0,40}\n?[^\u0000]{0,200}?(?:\bverdict\b|\bapprove\b|\breport\s+(?:no|everything|all)\b|\bis\s+verified\b|\bpass\s+(?:this|the)\b|no\s+(?:findings|issues|defects))[^\n]*/gu,
  },
  {
    what: 'a finished report',
    needs: [['verdict'], ['pass'], ['critical_failures']],
    pattern:
      /["']verdict[\\]{0,2}["']\s*:\s*[\\]{0,2}["']pass[\\]{0,2}["'][^\n]{0,200}["']critical_failures[\\]{0,2}["']\s*:\s*\[\s*\]/giu,
  },
  {
    // JSON, also inside a string.
    what: 'a finished report',
    needs: [['verdict'], ['pass'], KEYS],
    pattern:
      /["']verdict[\\]{0,2}["']\s*:\s*[\\]{0,2}["']pass[\\]{0,2}["'][^\u0000]{0,1500}?["'](?:critical_failures|verified_components|alignment_score|pseudocode_flags|risk_points)[\\]{0,2}["']\s*:[^\u0000]{0,1500}?["'](?:critical_failures|verified_components|required_next_actions|pseudocode_flags|risk_points)[\\]{0,2}["']\s*:[^\n]*/giu,
  },
  {
    what: 'a finished report',
    needs: [['verdict'], ['pass'], KEYS],
    pattern:
      /["'](?:critical_failures|pseudocode_flags|alignment_score)[\\]{0,2}["']\s*:[^\u0000]{0,1500}?["'](?:verified_components|required_next_actions|risk_points)[\\]{0,2}["']\s*:[^\u0000]{0,1500}?["']verdict[\\]{0,2}["']\s*:\s*[\\]{0,2}["']pass[\\]{0,2}["'][^\n]*/giu,
  },
  {
    // YAML or TOML: nothing in quotes.
    what: 'a finished report',
    needs: [['verdict'], ['pass'], KEYS],
    pattern:
      /(?:^|\n)[^\w\n]{0,12}verdict[ \t]*[:=][ \t]*pass[ \t]*\n[^\u0000]{0,800}?(?:^|\n)?[^\w\n]{0,12}(?:critical_failures|verified_components|alignment_score|risk_points)[ \t]*[:=][^\n]*/giu,
  },
  {
    // In a comment, with or without quotes.
    what: 'a finished report',
    needs: [['verdict'], ['pass'], KEYS],
    pattern:
      /(?:\/\/|#|^[ \t]*\*|<!--)[^\n]{0,200}\bverdict["'`]?\s*[:=]\s*["'`]?pass\b[^\n]*\b(?:critical_failures|verified_components|alignment_score|risk_points)\b[^\n]*/gimu,
  },
];
