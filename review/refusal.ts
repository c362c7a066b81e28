const OPENING = 400;
const DUTY = String.raw`(?:help|assist|comply|fulfil+|continue|engage|participate|proceed|do\s(?:that|this)|review\s(?:this|the|that|your)|(?:complete|process|answer|discuss|provide|perform|respond\sto|carry\sout|support)\s(?:with\s)?(?:this|that|the\s(?:request|requested|review|task)|your\srequest|a\sreview|assistance|any\s(?:help|assistance)))`;
const UNABLE = String.raw`(?:can(?:not|['’]?t|\snot)|won['’]?t(?:\sbe\sable\sto)?|will\snot(?:\sbe\sable\sto)?|(?:am|['’]m)\s(?:unable|not\sable|not\scomfortable|not\sallowed|not\sprogrammed)\s(?:to|with)?|must\s(?:respectfully\s)?decline\sto|do\snot\sfeel\scomfortable|don['’]?t\sfeel\scomfortable)`;
/** One by one what may stand before the refusal itself; each takes a bounded piece and never what the next one takes. */
const LEAD_INS = [
  /^[\s"'*_#>,.!:;—–-]+/,
  /^(?:i['’]?m|i am) (?:(?:really|very|so|truly|deeply) )?sorry\b/,
  /^(?:sorry|unfortunately|but|however|regrettably|hello|hi|thank you(?: for [^.,!]{0,60})?|(?:i )?(?:must |would like to )?apologi[sz]e\b(?: for [^.,!]{0,60})?|my apologies)\b/,
  /^as an? (?:ai|large language|language|responsible)[^,.]{0,40}[,.]/,
];
const REFUSES = new RegExp(
  `^(?:i(?:\\s|(?=['’]m))(?:${UNABLE}\\s?(?:\\w+\\s)?${DUTY}|(?:must |have to |respectfully )*(?:decline|refuse)(?: to\\b| this request| your request|[.]))` +
    String.raw`|(?:this|your) (?:request|prompt)\b[^.]{0,40}\b(?:violates|goes against|is against|breaches|cannot be (?:processed|fulfilled|completed)|was (?:blocked|flagged|rejected))` +
    String.raw`|that['’]s beyond my current scope)`,
);
/** The same in other languages: an apology or "I", then not being able, then the duty. */
const ABROAD = [
  /^(?:(?:非常|很|十分|真的)?(?:抱歉|对不起|對不起|遗憾|遺憾)|作为(?:一个|一名)?(?:人工智能|ai)[^。，,]{0,20})[，,。！!\s]{0,3}[^。\n]{0,20}(?:无法|無法|不能|不可以|没办法)[^。\n]{0,20}(?:帮助|協助|协助|提供|回答|满足|处理|完成|审查|进行|继续|讨论)/,
  /^(?:我|你好[，,]?[^。\n]{0,12})(?:暂时|目前)?(?:无法|不能)(?:回答|提供|协助|帮助|满足|处理您|完成这|完成该|审查)|^你好[，,]这个问题我暂时无法回答/,
  /^(?:申し訳(?:ありません|ございません)|すみません|ごめんなさい)[^。\n]{0,60}(?:できません|できかねます|お手伝いできません|お答えできません|いたしかねます)/,
  /^(?:죄송|미안)[^.\n]{0,60}(?:수\s?없|어렵습니다|도와드릴)/,
  /^(?:lo siento|lo lamento|disculpa|perdón)\b[^.\n]{0,40}\bno puedo (?:ayudar|asistir|cumplir|proporcionar|realizar|continuar|responder|hacer eso)/,
  /^no puedo (?:ayudar(?:te|le)?|asistir(?:te|le)?|cumplir|continuar) /,
  /^(?:(?:je suis |)(?:désolée?|navrée?)|pardon|malheureusement)[^.\n]{0,40}\bje ne (?:peux|puis|suis)(?: pas)? (?:pas )?(?:vous |t['’])?(?:aider|assister|répondre|accéder|effectuer|traiter|fournir|continuer|en mesure)/,
  /^(?:(?:es )?tut mir (?:sehr )?leid|entschuldigung|leider)\b[^.\n]{0,30}\bkann ich[^.\n]{0,40}\bnicht (?:helfen|weiterhelfen|nachkommen|behilflich|bearbeiten|beantworten|erfüllen|unterstützen)/,
  /^(?:(?:es )?tut mir (?:sehr )?leid)\b[^.\n]{0,30}\bich (?:kann|darf)[^.\n]{0,40}\bnicht (?:helfen|weiterhelfen|nachkommen|behilflich|bearbeiten|beantworten|erfüllen|unterstützen)/,
  /^(?:desculpe|sinto muito|lamento)\b[^.\n]{0,40}\bnão posso (?:ajudar|auxiliar|atender|cumprir|fornecer|responder|continuar)/,
  /^(?:mi dispiace|spiacente|scusa)\b[^.\n]{0,40}\bnon posso (?:aiutar|assister|soddisfare|fornire|rispondere|continuare)/,
  /^(?:извините|простите|к сожалению|прошу прощения)[^.\n]{0,30}(?:я )?не (?:могу|смогу|в состоянии) (?:вам )?(?:помочь|выполнить|ответить|предоставить|обработать|продолжить)/,
  /^(?:het spijt me|sorry)\b[^.\n]{0,30}\bik kan[^.\n]{0,40}\bniet (?:mee |bij )?(?:helpen|beantwoorden|voldoen)/,
];

/**
 * Whether an answer opens by refusing the task, in any of the languages models fall into. Conservative: "I'm sorry, but
 * this code is not safe" and "I cannot verify that the lock is held" are reviews.
 */
export function isRefusal(text: string): boolean {
  let rest = text.slice(0, OPENING).toLowerCase().replace(/\s+/g, ' ').trim();
  if (ABROAD.some((refusal) => refusal.test(rest))) return true;
  for (let before = ''; before !== rest;) {
    before = rest;
    for (const leadIn of LEAD_INS) rest = rest.replace(leadIn, '');
    if (REFUSES.test(rest)) return true;
  }
  return false;
}
