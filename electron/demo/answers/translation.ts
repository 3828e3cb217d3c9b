import type { Subject } from "./outline.ts";

const phrases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  french: {
    hello: "bonjour",
    "good morning": "bonjour",
    "good evening": "bonsoir",
    "thank you": "merci",
    "thank you very much": "merci beaucoup",
    please: "s'il vous plaît",
    goodbye: "au revoir",
    "how are you": "comment allez-vous ?",
    "see you tomorrow": "à demain",
    "i love you": "je t'aime",
    yes: "oui",
    no: "non",
    "hello world": "bonjour le monde",
  },
  german: {
    hello: "hallo",
    "good morning": "guten Morgen",
    "good evening": "guten Abend",
    "thank you": "danke",
    "thank you very much": "vielen Dank",
    please: "bitte",
    goodbye: "auf Wiedersehen",
    "how are you": "wie geht es Ihnen?",
    "see you tomorrow": "bis morgen",
    "i love you": "ich liebe dich",
    yes: "ja",
    no: "nein",
    "hello world": "hallo Welt",
  },
  spanish: {
    hello: "hola",
    "good morning": "buenos días",
    "good evening": "buenas noches",
    "thank you": "gracias",
    "thank you very much": "muchas gracias",
    please: "por favor",
    goodbye: "adiós",
    "how are you": "¿cómo está?",
    "see you tomorrow": "hasta mañana",
    "i love you": "te quiero",
    yes: "sí",
    no: "no",
    "hello world": "hola mundo",
  },
  italian: {
    hello: "ciao",
    "good morning": "buongiorno",
    "good evening": "buonasera",
    "thank you": "grazie",
    "thank you very much": "grazie mille",
    please: "per favore",
    goodbye: "arrivederci",
    "how are you": "come sta?",
    "see you tomorrow": "a domani",
    "i love you": "ti amo",
    yes: "sì",
    no: "no",
    "hello world": "ciao mondo",
  },
  japanese: {
    hello: "こんにちは",
    "good morning": "おはようございます",
    "good evening": "こんばんは",
    "thank you": "ありがとうございます",
    please: "お願いします",
    goodbye: "さようなら",
    "how are you": "お元気ですか",
    "see you tomorrow": "また明日",
    yes: "はい",
    no: "いいえ",
    "hello world": "こんにちは世界",
  },
};

/** A phrase it knows is translated; for anything longer it asks what a careful translator has to know first. */
export function translationText({ prompt, choices }: Subject): string {
  const language =
    /\b(?:in)?to ([A-Z]\p{L}+)|\bin ([A-Z]\p{L}+)/u
      .exec(prompt)
      ?.slice(1)
      .find((name) => name !== undefined) ?? "the other language";
  const text = textToTranslate(prompt);
  const known = phrases[language.toLowerCase()]?.[text.toLowerCase().replace(/[.!?,]+$/, "")];
  if (known !== undefined) {
    return `**${known}**`;
  }
  const shown = text === "" ? "the text" : `“${[...text].slice(0, 160).join("")}”`;
  return [
    choices.one([
      `Before I put ${shown} into ${language}, three choices decide how it will sound:`,
      `${shown} can go into ${language} in more than one way. What I need to know first:`,
    ]),
    "1. **Who reads it?** A friend, a customer and a public office each get a different form of address.",
    "2. **Where is it used?** A button wants the shortest words, a letter wants whole sentences.",
    "3. **What must stay as it is?** Names, product terms and quotes are often better left untouched.",
    `Tell me those and I will give you one version I stand behind, rather than three to pick from.`,
  ].join("\n\n");
}

function textToTranslate(prompt: string): string {
  const quoted = /["“'«](.+?)["”'»]/s.exec(prompt)?.[1];
  const afterColon = /:\s*([\s\S]+)$/.exec(prompt)?.[1];
  const between = /\b(?:translate|say)\s+(.+?)\s+(?:in)?to\b|\bhow do you say (.+?) in\b/i.exec(prompt);
  return (quoted ?? afterColon ?? between?.[1] ?? between?.[2] ?? "").trim();
}
