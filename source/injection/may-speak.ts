const NO_LETTERS = /[\u0000-\u0060\u007b-\u007f]+/g;
/** Of every phrase one stem, as it stands when all but letters are left out: also in names, and over lines and pieces. */
const STEMS = new RegExp(
  [
    'verdict|review|audit|grader|lgtm|untrusted|severit|confidence|approv|chatgpt|languagemodel|verified|systemprompt',
    'criticalfail|requirednext|nextaction|alignmentscore|pseudocodeflag|riskpoint|groundtruth|answerkey|enddata|begindata',
    '(?:ignore|disregard|forget|bypass|override)(?:everything|anything|all|any|every|what|of|the|your|my|previous|prior|earlier|preceding|foregoing|system|original|initial|above)',
    'instruction|no(?:issues|findings|defects|problems)',
    '(?:mark|rate|grade|score|classify|report|treat|consider|judge|approve)th(?:is|e)(?:file|code|change|diff|patch|pull|pr|module|commit)',
    '(?:issue|finding|problem|defect|bug|vulnerabilit(?:y|ie))s?(?:found)?(?:in|with|about|for)th(?:is|e)(?:file|code|change|diff|patch|pull|pr|module|commit)',
    'as(?:pass|safe|clean)(?!word|e)|ifyouarean?(?:ai|llm)|youarea|youarenow|youareno|endof(?:the)?(?:file|code|data|input|document|context|source|user)',
    '(?:new|updated|real|actual|revised)(?:task|objective|role)[a-z]{0,90}(?:pass|finding|defect|issue)',
    'asan(?:ai|llm|automated|language)|with(?:a|only|just)?pass(?!word|port|phrase)',
    'anweisung|instruktion|diesedatei|instrucc|indicaciones|reglas|rdenes|este(?:archivo|fichero|c[óo]d)|regras|ordens|instru[çc][õo]',
    'cefichier|approuv|considère|consignes|r[èe]gles|istruzion|regole|instrukc|polecenia|pokyny|talimat|komut|ohjeet',
    'instruksi|perintah|hướngdẫn|οδηγίες|инструкц|указани|вказівк|правил|команд|файл|指令|指示|说明|规则|提示|文件|命令|ルール|ファイル|무시',
    'التعليمات|الأوامر|निर्देश|ההוראות',
  ].join('|'),
);
/** Marks of chat templates and of tags that pose as a frame; they are no letters. */
const MARKS = ['<|', 'inst]', 'sys>>', '<system', '<instruction', '<assistant', '<admin', '<developer'];

/** Whether a text can hold a phrase at all: a look that costs little, and that most code does not pass. */
export function maySpeak(text: string): boolean {
  const lower = text.toLowerCase();
  return STEMS.test(lower.replace(NO_LETTERS, '')) || MARKS.some((mark) => lower.includes(mark));
}
