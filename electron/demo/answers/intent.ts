import { isFact } from "./facts.ts";
import { languageOf } from "./other-languages.ts";
import { isQuick } from "./quick.ts";
import { topicOf } from "./topic.ts";

/** What kind of answer a prompt asks for. */
export type Intent =
  | "json"
  | "quick"
  | "fact"
  | "local"
  | "translation"
  | "summary"
  | "letter"
  | "creative"
  | "code"
  | "comparison"
  | "list"
  | "plan"
  | "review"
  | "decision"
  | "how-to"
  | "lookup"
  | "diagnosis"
  | "explanation";

const creative = /\b(?:poem|haiku|limerick|sonnet|story|joke|song|lyrics|tagline|slogan|tweet)\b/i;
const letter =
  /\b(?:write|draft|compose|reply|answer|respond|send)\b(?: [\w,'-]+){0,4}? (?:e-?mail|letter|message|invitation|apology|announcement|reply)\b(?! (?:address|validat|client|server|template|queue|broker))/i;
/** Something does not do what it should. */
const diagnosis =
  /^why (?:is|are|does|do|did|won't|doesn't|isn't|can't) (?:my|our|this|the|it)\b|\b(?:not working|doesn't work|does not work|isn't working|keeps? (?:failing|crashing)|(?:an?|the|this|following) (?:error|exception)|stack ?trace|segfault|traceback|TypeError|NullPointerException)\b/i;
/** Asks for a name, a date or a number, which nobody should make up. */
const lookup =
  /^(?:who|when|where|which year|what (?:year|date|time|day|happened)|how (?:old|tall|far|high|big|long ago|much|many))\b/i;
const code =
  /```|\b(?:function|class|script|regex|regular expression|sql|query|endpoint|component|hook|snippet|algorithm|unit tests?|one-liner|bash|shell|python|typescript|javascript|node\.?js|react|rust|golang|java|kotlin|swift|c\+\+|c#|postgres|mysql|sqlite|migration|alter table|dockerfile|yaml config|refactor)\b/i;
const codeVerb =
  /\b(?:write|implement|code|create|build|give|show|generate|make|add|convert|parse|sort|reverse|fetch|debounce|throttle|query|select|migrate|rename|find|delete|count|compute|calculate|validate)\b/i;
const list =
  /\b(?:list|ideas|tips|ways|names? for|suggest|brainstorm|top \d+|\d+ (?:\w+ ){0,2}(?:ideas|tips|names|examples|reasons|ways|questions|things))\b|^(?:name|give)\b.*\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b/i;
const plan = /\b(?:plan|roadmap|itinerary|schedule|timeline|agenda|strategy|rollout|checklist|curriculum)\b/i;
const review = /\b(?:review|critique|feedback|improve|proofread|what(?:'s| is) wrong|find the bug|debug|refactor)\b/i;

export function intentOf(prompt: string, jsonOnly: boolean): Intent {
  if (
    jsonOnly ||
    /\b(?:as|in|return|valid|only|reply with|respond with|output|a) json\b|\bjson (?:object|array|only|output)\b/i.test(
      prompt,
    )
  ) {
    return "json";
  }
  if (isQuick(prompt)) return "quick";
  if (isFact(prompt)) return "fact";
  if (/\b(?:translate|translation|how do you say)\b/i.test(prompt)) return "translation";
  if (/\b(?:summari[sz]e|summary|tl;?dr|key points|sum up|condense|shorten)\b/i.test(prompt)) return "summary";
  if (languageOf(prompt) !== null) return "local";
  return letter.test(prompt) ? "letter" : workIntent(prompt);
}

function workIntent(prompt: string): Intent {
  if (creative.test(prompt) && !code.test(prompt)) return "creative";
  if (topicOf(prompt).sides.length === 2) return "comparison";
  if (review.test(prompt)) return "review";
  if (code.test(prompt) && (codeVerb.test(prompt) || prompt.includes("```"))) return "code";
  if (diagnosis.test(prompt)) return "diagnosis";
  if (lookup.test(prompt)) return "lookup";
  if (list.test(prompt)) return "list";
  if (plan.test(prompt)) return "plan";
  if (
    /^(?:should (?:i|we)|is it (?:better|worth|ok|a good)|which (?:\w+ )?(?:should|would|is (?:the )?be(?:st|tter)))\b|\b(?:worth it|recommend|pros and cons)\b/i.test(
      prompt,
    )
  ) {
    return "decision";
  }
  return /\b(?:how|what) (?:do|can|should|would|could|to|might)\b|\brecipe\b|\bsteps? (?:to|for)\b|\bguide\b|\btutorial\b|\bset ?up\b/i.test(
    prompt,
  )
    ? "how-to"
    : "explanation";
}
