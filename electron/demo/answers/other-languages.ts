import { bareOutline, type Outline, type Subject } from "./outline.ts";

type Local = {
  /** Words that a text of this language nearly always has. */
  readonly marks: RegExp;
  readonly heading: string;
  readonly lead: readonly [string, ...string[]];
  readonly points: readonly (readonly [title: string, text: string])[];
  readonly caution: string;
  readonly close: string;
};

/** One outline for each language; `{topic}` stands for the prompt's own words, quoted. */
const locals: readonly Local[] = [
  {
    marks:
      /(?:^|\s)(?:est-ce|qu'|l'|d'|comment|pourquoi|quelle?s?|expliquez?|écris|écrivez|donnez?|avec|dans|une|des|les|pour|bonjour)(?=\s|\p{L}|[,.!?]|$)/giu,
    heading: "En bref",
    lead: [
      "Pour {topic}, je commencerais par le but : à quoi verra-t-on que c'est réussi ?",
      "Le reste en découle, et l'on évite de se perdre dans les détails.",
    ],
    points: [
      ["L'essentiel", "une phrase qui dit ce qui doit changer, sans jargon."],
      ["Un premier essai", "petit, rapide et sans risque, pour apprendre avant de s'engager."],
      ["Une vérification", "faite par quelqu'un qui n'a pas participé au travail."],
      ["La suite", "garder ce qui a marché, noter ce qui a surpris."],
    ],
    caution: "Le piège le plus courant est de vouloir tout régler d'un seul coup.",
    close: "Donnez-moi un peu de contexte et je serai plus précis.",
  },
  {
    marks:
      /(?:^|\s)(?:wie|warum|was|welche[rsn]?|erkläre?|schreibe?|bitte|und|der|die|das|ein|eine|einen|mit|für|ich|ist|nicht|hallo)(?=\s|[,.!?]|$)/giu,
    heading: "Kurz gesagt",
    lead: [
      "Bei {topic} würde ich mit dem Ziel anfangen: Woran merkt man, dass es gelungen ist?",
      "Daraus ergibt sich fast alles andere, und man verliert sich nicht in Einzelheiten.",
    ],
    points: [
      ["Der Kern", "ein Satz, der ohne Fachwörter sagt, was sich ändern soll."],
      ["Ein kleiner Versuch", "schnell, billig und ohne Risiko, um früh zu lernen."],
      ["Eine Prüfung", "durch jemanden, der nicht beteiligt war."],
      ["Der nächste Schritt", "behalten, was funktioniert hat, und aufschreiben, was überrascht hat."],
    ],
    caution: "Die häufigste Falle ist, alles auf einmal lösen zu wollen.",
    close: "Mit etwas mehr Zusammenhang kann ich genauer werden.",
  },
  {
    marks:
      /(?:^|\s)(?:¿\p{L}*|cómo|qué|por qué|explica|escribe|cuál|con|para|una|los|las|el|del|hola|que)(?=\s|[,.!?]|$)/giu,
    heading: "En resumen",
    lead: [
      "Con {topic} empezaría por el objetivo: ¿cómo sabremos que ha salido bien?",
      "De ahí sale casi todo lo demás, sin perderse en los detalles.",
    ],
    points: [
      ["Lo esencial", "una frase que diga qué debe cambiar, sin tecnicismos."],
      ["Una prueba pequeña", "rápida y sin riesgo, para aprender pronto."],
      ["Una revisión", "hecha por alguien que no haya participado."],
      ["El siguiente paso", "conservar lo que funcionó y anotar lo que sorprendió."],
    ],
    caution: "El error más frecuente es querer resolverlo todo de una vez.",
    close: "Con un poco más de contexto puedo ser más concreto.",
  },
  {
    marks: /[\u3040-\u30ff]/gu,
    heading: "要点",
    lead: [
      "{topic}については、まず目的をはっきりさせるのが近道です。",
      "何ができれば成功と言えるかを一文で書いてみてください。",
    ],
    points: [
      ["要点", "専門用語を使わずに、何を変えたいのかを一文で述べます。"],
      ["小さく試す", "失敗しても困らない範囲で、早めに試します。"],
      ["確認する", "作業に関わっていない人に見てもらいます。"],
      ["次に進む", "うまくいったことを残し、意外だったことを書き留めます。"],
    ],
    caution: "一度にすべてを解決しようとするのが、いちばん多い失敗です。",
    close: "もう少し状況を教えていただければ、具体的にお答えします。",
  },
  {
    marks: /\p{Script=Han}/gu,
    heading: "要点",
    lead: ["关于{topic}，建议先明确目标：做到什么程度才算成功？", "目标清楚之后，其余的步骤会自然浮现。"],
    points: [
      ["核心", "用一句不带术语的话说明要改变什么。"],
      ["小规模尝试", "先在没有风险的范围内试一次，尽早得到反馈。"],
      ["检查", "请没有参与的人来验证结果。"],
      ["下一步", "保留有效的做法，记录出乎意料的地方。"],
    ],
    caution: "最常见的问题是想一次解决所有事情。",
    close: "如果能提供更多背景，我可以回答得更具体。",
  },
  {
    marks: /\p{Script=Hangul}/gu,
    heading: "요약",
    lead: [
      "{topic}에 대해서는 먼저 목표를 분명히 하는 것이 좋습니다.",
      "무엇이 이루어지면 성공인지 한 문장으로 적어 보세요.",
    ],
    points: [
      ["핵심", "전문 용어 없이 무엇을 바꾸려는지 한 문장으로 말합니다."],
      ["작은 시도", "위험이 없는 범위에서 빨리 시험해 봅니다."],
      ["확인", "참여하지 않은 사람에게 결과를 보여 줍니다."],
      ["다음 단계", "잘된 점은 남기고 뜻밖의 점은 기록합니다."],
    ],
    caution: "한 번에 모두 해결하려는 것이 가장 흔한 실수입니다.",
    close: "상황을 조금 더 알려 주시면 구체적으로 답하겠습니다.",
  },
  {
    marks: /\p{Script=Cyrillic}/gu,
    heading: "Кратко",
    lead: [
      "Что касается {topic}, я бы начал с цели: по чему будет видно, что всё получилось?",
      "Из этого следует почти всё остальное.",
    ],
    points: [
      ["Суть", "одна фраза без терминов о том, что должно измениться."],
      ["Небольшая проба", "быстро и без риска, чтобы раньше получить ответ."],
      ["Проверка", "силами человека, который не участвовал в работе."],
      ["Дальше", "сохранить то, что сработало, и записать то, что удивило."],
    ],
    caution: "Чаще всего ошибаются, пытаясь решить всё сразу.",
    close: "Если расскажете немного больше, отвечу точнее.",
  },
];

const english = /\b(?:the|a|an|is|are|to|of|and|in|for|with|how|what|why|explain|write|me|my|do|does)\b/gi;

/** The language of a prompt where it is clearly one of these and not English; null otherwise. */
export function languageOf(prompt: string): Local | null {
  const englishMarks = prompt.match(english)?.length ?? 0;
  const scored = locals.map((local) => ({ local, marks: prompt.match(local.marks)?.length ?? 0 }));
  const found =
    scored.find(
      (entry) => /\\p|u3040/.test(entry.local.marks.source) && entry.marks >= 4 && entry.marks > englishMarks * 3,
    ) ?? scored.filter((entry) => entry.marks >= 2 && entry.marks > englishMarks).sort((a, b) => b.marks - a.marks)[0];
  return found?.local ?? null;
}

export function localOutline({ prompt, topic }: Subject): Outline {
  const local = languageOf(prompt);
  if (local === null) {
    return { ...bareOutline, heading: topic.phrase, lead: [topic.phrase] };
  }
  const first = prompt.split(/[\n?!。？！]/)[0]?.trim() ?? "";
  const quoted = `« ${[...first.replace(/[*_`|<>[\]]/g, "")].slice(0, 60).join("")} »`;
  const [lead, ...rest] = local.lead;
  return {
    ...bareOutline,
    heading: local.heading,
    lead: [lead.replace("{topic}", quoted), ...rest],
    points: local.points.map(([title, text]) => ({ title, text, more: "" })),
    caution: local.caution,
    close: local.close,
  };
}
