const stopWords = new Set(
  `a an the and or but if then else so of in on at to for from with without by as is are was were be been being am do does
  did done have has had having i me my we us our you your he him his she her it its they them their this that these those
  there here what which who whom whose when where why how can could should would will shall may might must not no yes
  please write create make give show tell explain describe list name compare between versus vs difference about into over
  under again very just also than too more most some any each other such only own same all both few want need like help
  use using used get got let lets let's it's i'm what's don't example examples way ways best good better thing things one
  two three short brief briefly long simple sentence sentences word words per every step line lines me`.split(/\s+/),
);

/** Words that carry what a text is about. */
export function isContentWord(word: string): boolean {
  return (
    !stopWords.has(word.toLowerCase()) &&
    (word.length > 1 || /\p{Lo}/u.test(word) || /^[CR]$/.test(word)) &&
    !/^\d+$/.test(word)
  );
}
