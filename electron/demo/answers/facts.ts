import { bareOutline, type Outline, type Subject } from "./outline.ts";

/** Questions that people try first, with answers that are true. Everything else is answered without claiming facts. */
const facts: readonly { readonly asks: RegExp; readonly lead: readonly [string, ...string[]] }[] = [
  {
    asks: /\bwhy is the sky blue\b/i,
    lead: [
      "The sky is blue because air scatters short wavelengths of sunlight far more strongly than long ones.",
      "This is **Rayleigh scattering**: its strength grows with the inverse fourth power of the wavelength, so blue light is spread over the whole sky while red passes almost straight through.",
      "At sunset the light crosses much more air, most of the blue has been scattered away, and what remains looks orange and red.",
    ],
  },
  {
    asks: /\bhow many (?:planets|planets are there)\b/i,
    lead: [
      "Eight.",
      "From the Sun outwards they are Mercury, Venus, Earth, Mars, Jupiter, Saturn, Uranus and Neptune.",
      "Pluto has been classified as a dwarf planet since 2006.",
    ],
  },
  {
    asks: /\bspeed of light\b/i,
    lead: [
      "The speed of light in a vacuum is exactly **299,792,458 metres per second**.",
      "It is exact because the metre has been defined by it since 1983.",
    ],
  },
  {
    asks: /\bmeaning of life\b/i,
    lead: [
      "Douglas Adams's answer is 42; the longer one is yours to write.",
      "Most traditions come back to the same few sources of meaning: people you care for, work that matters to someone, and paying attention while it happens.",
    ],
  },
  {
    asks: /\bwho wrote (?:romeo and juliet|hamlet|macbeth|othello)\b/i,
    lead: ["William Shakespeare.", "It belongs to the tragedies he wrote around the turn of the 17th century."],
  },
  {
    asks: /\bwho painted the mona lisa\b/i,
    lead: ["Leonardo da Vinci.", "He worked on it from about 1503; it hangs in the Louvre in Paris."],
  },
  {
    asks: /\b(?:boiling point of water|water boils?)\b/i,
    lead: [
      "Water boils at **100 °C (212 °F)** at sea-level pressure.",
      "With less pressure it boils sooner, which is why pasta takes longer in the mountains.",
    ],
  },
  {
    asks: /\b(?:what is|what's|explain|define)\b.{0,12}\brecursion\b/i,
    lead: [
      "Recursion is a function solving a problem by calling itself on a smaller piece of the same problem.",
      "Two parts make it work: a **base case** that is answered directly, and a **recursive case** that moves towards it.",
      "Without the base case the calls never end and the stack overflows.",
    ],
  },
  {
    asks: /\b(?:what is|what's|explain|define)\b.{0,15}\bclosures?\b/i,
    lead: [
      "A closure is a function together with the variables of the place where it was created.",
      "It keeps those variables alive after the outer function has returned, which is how callbacks, counters and private state work.",
      "What it captures is the variable, not a copy of its value, so a later change is seen.",
    ],
  },
  {
    asks: /\b(?:what is|what's|explain|define)\b.{0,20}\b(?:big[- ]?o)\b/i,
    lead: [
      "Big O describes how the work of an algorithm grows when its input grows.",
      "`O(1)` stays the same, `O(log n)` is halving, `O(n)` looks at everything once, `O(n log n)` is good sorting, and `O(n²)` compares everything with everything.",
      "Constants are left out, so for small inputs the 'slower' one may well win.",
    ],
  },
  {
    asks: /\b(?:what is|what's|explain)\b.{0,20}\b(?:http )?429\b/i,
    lead: [
      "HTTP 429 means **Too Many Requests**: the server wants you to slow down.",
      "A `Retry-After` header may say how long to wait, in seconds or as a date.",
      "Wait at least that long, add some jitter, and move to another provider if the answer cannot wait.",
    ],
  },
];

const capitals: Readonly<Record<string, string>> = {
  france: "Paris",
  germany: "Berlin",
  spain: "Madrid",
  italy: "Rome",
  portugal: "Lisbon",
  "the netherlands": "Amsterdam",
  netherlands: "Amsterdam",
  belgium: "Brussels",
  austria: "Vienna",
  poland: "Warsaw",
  sweden: "Stockholm",
  norway: "Oslo",
  denmark: "Copenhagen",
  finland: "Helsinki",
  ireland: "Dublin",
  greece: "Athens",
  hungary: "Budapest",
  switzerland: "Bern",
  "the united kingdom": "London",
  "the uk": "London",
  england: "London",
  "the united states": "Washington, D.C.",
  "the us": "Washington, D.C.",
  "the usa": "Washington, D.C.",
  canada: "Ottawa",
  mexico: "Mexico City",
  brazil: "Brasília",
  argentina: "Buenos Aires",
  chile: "Santiago",
  peru: "Lima",
  japan: "Tokyo",
  china: "Beijing",
  india: "New Delhi",
  "south korea": "Seoul",
  australia: "Canberra",
  "new zealand": "Wellington",
  egypt: "Cairo",
  kenya: "Nairobi",
  turkey: "Ankara",
  ukraine: "Kyiv",
};

function capitalAsked(prompt: string): { country: string; city: string } | null {
  const country = /\bcapital (?:city )?of ((?:the )?[a-z ]+?)[\s?.!]*$/i.exec(prompt)?.[1];
  const city = country === undefined ? undefined : capitals[country.toLowerCase()];
  return country === undefined || city === undefined ? null : { country, city };
}

export function isFact(prompt: string): boolean {
  return prompt.length < 160 && (capitalAsked(prompt) !== null || facts.some((fact) => fact.asks.test(prompt)));
}

export function factOutline({ prompt, topic }: Subject): Outline {
  const asked = capitalAsked(prompt);
  const lead: readonly [string, ...string[]] =
    asked === null
      ? (facts.find((fact) => fact.asks.test(prompt))?.lead ?? [`I am not certain about ${topic.phrase}.`])
      : [`The capital of ${asked.country} is **${asked.city}**.`];
  return { ...bareOutline, heading: "In short", lead };
}
