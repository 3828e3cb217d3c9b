import { capital, fill, type Subject } from "./outline.ts";

/** A letter ready to send but for the names. */
export function letterText({ prompt, topic, choices }: Subject): string {
  const about = topic.phrase;
  const kind = /\bapolog|\bsorry\b/i.test(prompt)
    ? "apology"
    : /\b(?:declin|reject|refus|cancel|turn(?:ing)? down)/i.test(prompt)
      ? "refusal"
      : /\b(?:invit)/i.test(prompt)
        ? "invitation"
        : /\bthank/i.test(prompt)
          ? "thanks"
          : "request";
  const greeting = choices.one(["Hi [Name],", "Dear [Name],", "Hello [Name],"]);
  const signing = choices.one(["Best regards,", "Kind regards,", "Thank you, and best wishes,"]);
  const body = bodies[kind].map((paragraph) => fill(paragraph, topic)).join("\n\n");
  const remark = choices.one([
    "",
    "",
    "\n\n---\n\nIf you know the reader well, cut the second paragraph; the message stands without it.",
    "\n\n---\n\nIt is written to be friendly but firm. Say if it should be more formal.",
  ]);
  return `**Subject:** ${capital(about)}\n\n${greeting}\n\n${body}\n\n${signing}\n[Your name]${remark}`;
}

const bodies: Readonly<Record<"apology" | "refusal" | "invitation" | "thanks" | "request", readonly string[]>> = {
  apology: [
    "I am writing about {topic}. It should not have happened this way, and I am sorry for the trouble it caused you.",
    "Here is what we are doing: the immediate problem is being put right first, and after that we will look at why we did not notice sooner. You will hear from me when each of the two is done.",
    "If there is anything in the meantime that would make this easier for you, please tell me directly.",
  ],
  refusal: [
    "Thank you for thinking of me. I have looked at {topic} carefully, and I have to say no this time.",
    "The reason is simply that I could not give it the attention it deserves next to what I have already promised others. I would rather tell you so now than let you down later.",
    "I hope it goes well, and I would be glad to hear how it turned out.",
  ],
  invitation: [
    "I would be very glad if you could join us for {topic}.",
    "It will be informal, with plenty of time to talk. I will send the exact place and time as soon as I know roughly how many of us there will be.",
    "Could you let me know by the end of the week whether you can make it?",
  ],
  thanks: [
    "I wanted to thank you properly for {topic}. It made a real difference, and I noticed how much care went into it.",
    "It is easy to move on to the next thing without saying so. I did not want to do that.",
    "If I can return the favour, please ask.",
  ],
  request: [
    "I am getting in touch about {topic}. In short: I would like to agree on the next step with you this week, so that nobody has to wait.",
    "From my side everything needed is ready. What is still open is your view on the timing and on who should be involved; one line on each would be enough.",
    "If it is easier to talk, I am happy to call. Otherwise I will go ahead as described once I have heard from you.",
  ],
};
