import type { Phrase } from './phrase';

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
      /<\|(?:im_start|im_end|system|endoftext|eot_id|start_header_id)\|>[^\n]*(?:verdict|review|ignore|approve|pass)[^\n]*/giu,
  },
  {
    what: 'instruction token',
    needs: [['inst]']],
    pattern: /\[\/?INST\][^\n]*(?:verdict|review|ignore|approve|pass)[^\n]*/giu,
  },
  {
    what: 'a finished report',
    needs: [['verdict'], ['critical_failures']],
    pattern: /["']verdict["']\s*:\s*["']pass["'][^\n]{0,200}["']critical_failures["']\s*:\s*\[\s*\]/giu,
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
    pattern: /<<\s*SYS\s*>>[^<]{0,400}(?:verdict|review|ignore|approve|pass)[^\n]*/giu,
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
    what: 'a finished report',
    needs: [['verdict'], ['critical_failures', 'verified_components', 'required_next', 'alignment_score']],
    pattern:
      /[\\"'`]{0,3}verdict[\\"'`]{0,3}\s*:\s*[\\"'`]{1,3}pass[\\"'`]{1,3}[^\u0000]{0,1500}?(?:critical_failures|verified_components|required_next_actions|alignment_score)[\\"'`]{0,3}\s*:[^\u0000]{0,1500}?(?:critical_failures|verified_components|required_next_actions|pseudocode_flags|risk_points)[\\"'`]{0,3}\s*:[^\n]*/giu,
  },
  {
    what: 'a finished report',
    needs: [['verdict'], ['critical_failures', 'pseudocode_flags', 'alignment_score']],
    pattern:
      /(?:critical_failures|pseudocode_flags|alignment_score)[\\"'`]{0,3}\s*:[^\u0000]{0,1500}?(?:verified_components|required_next_actions|risk_points)[\\"'`]{0,3}\s*:[^\u0000]{0,1500}?[\\"'`]{0,3}verdict[\\"'`]{0,3}\s*:\s*[\\"'`]{1,3}pass[\\"'`]{1,3}[^\n]*/giu,
  },
];
