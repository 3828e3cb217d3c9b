/**
 * Words for made-up prompts and answers: some hundred common ones that make up most of a text, and a long tail of
 * words joined of English pieces, so that a search index of them grows as one of real answers does.
 */

const everyday =
  "the of and to a in is that it for on with as are be this by from or an at which you can not have will if more when each all but only than so one use was its into about they we then them there other these time also between same first most where how what why out up after before both new own because between during without while over under through very well even such many few some any each may must should could would do does did done make made take taken give given keep kept find found show shown".split(
    " ",
  );

export const topics =
  "index query table column migration backup replica transaction lock schema latency throughput memory cache queue worker thread process socket request response header token model prompt answer price budget session chain fallback retry timeout provider stream error failure network server client browser window button keyboard layout colour contrast theme letter poem story recipe garden river mountain island harbour winter summer orchard kettle bread coffee violin painting theatre museum bicycle railway bridge lantern compass telescope planet comet gravity photon electron molecule enzyme protein neuron muscle vaccine hospital harvest forest desert glacier volcano earthquake climate energy battery turbine engine rocket satellite treaty parliament election justice contract invoice salary pension mortgage market inflation interest currency harvest school teacher lesson grammar translation dictionary alphabet rhythm melody".split(
    " ",
  );

const beginnings = "re un over under inter trans sub super pre post anti multi micro auto counter dis".split(" ");
const stems =
  "form port struct press scrib spect duct fer mit pos tract vert ject cept clud gress lect plic rupt sist tend vis voc grad ten fract flect mut pend quest sect sent sign solv spir tang terr therm val ven vid volv graph log phon photo scop cycl dynam hydr geo bio chron cosm crat dem gen kin morph nom path phil psych soph".split(
    " ",
  );
const endings = "ion ive ed ing er able ment al ity ness ism ist ure ance ous ary".split(" ");

/** 17,000 words of three pieces. */
function rareWord(random: () => number): string {
  return `${pick(beginnings, random)}${pick(stems, random)}${pick(endings, random)}`;
}

export function pick<T>(list: readonly T[], random: () => number): T {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) throw new Error("Nothing to pick from.");
  return picked;
}

function word(random: () => number): string {
  const draw = random();
  if (draw < 0.62) return pick(everyday, random);
  return draw < 0.86 ? pick(topics, random) : rareWord(random);
}

/** 8 to 24 words with a full stop and, now and then, a new paragraph after it. */
function sentence(random: () => number): string {
  const words = Array.from({ length: 8 + Math.floor(random() * 17) }, () => word(random));
  const text = words.join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.${random() < 0.2 ? "\n\n" : " "}`;
}

/** Texts of any length out of a stock of sentences: many times faster than word by word, and read the same. */
export function createWriter(random: () => number): (length: number) => string {
  const stock = Array.from({ length: 20_000 }, () => sentence(random));
  return (length) => {
    let text = "";
    while (text.length < length) text += pick(stock, random);
    return text.slice(0, length).trimEnd();
  };
}

/** The same searches each time, of 1 to 3 words: common, rare and made of both; the last word is cut now and then. */
export function fixedSearches(count: number, random: () => number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const words = Array.from({ length: 1 + (index % 3) }, () =>
      random() < 0.7 ? pick(topics, random) : rareWord(random),
    );
    const text = words.join(" ");
    return index % 10 === 9 ? text.slice(0, -2) : text;
  });
}
