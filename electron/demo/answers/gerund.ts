const doubled =
  /^(?:set|run|get|put|plan|stop|cut|begin|ship|split|map|plot|log|swap|drop|tag|let|win|sit|skip|trim|wrap|scan|debug|hit)$/i;

/** "deploy a site" becomes "deploying a site". */
export function gerund(phrase: string): string {
  const [verb = "", ...rest] = phrase.split(" ");
  return [ing(verb), ...rest].join(" ");
}

function ing(verb: string): string {
  if (/ing$/i.test(verb) && verb.length > 5) return verb;
  if (doubled.test(verb)) return `${verb}${verb.at(-1)}ing`;
  if (/ie$/i.test(verb)) return `${verb.slice(0, -2)}ying`;
  return /[^eoy]e$/i.test(verb) && !/^be$/i.test(verb) ? `${verb.slice(0, -1)}ing` : `${verb}ing`;
}
