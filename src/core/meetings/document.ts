// A document of a meeting as a tree: parts, sections, numbered paragraphs, each with an id that stays the same in every
// language and every form (page, PDF, Akoma Ntoso). The texts are ready to be read; nothing here chooses words.

export interface MeetingDocument {
  /** Last part of its address: "plenary-2027/record". */
  readonly id: string;
  readonly kind: "record" | "statement" | "paper";
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  /** Day of the meeting's end, or of the text. */
  readonly date: string;
  /** Day on which this version was made. */
  readonly madeOn: string;
  /** Who answers for it: code and name. */
  readonly author: { readonly id: string; readonly name: string };
  readonly parts: readonly DocumentPart[];
}

export interface DocumentPart {
  /** "A" */
  readonly number: string;
  readonly heading: string;
  readonly sections: readonly DocumentSection[];
}

export interface DocumentSection {
  /** "1" within its part. */
  readonly number: string;
  readonly heading: string;
  readonly paragraphs: readonly DocumentParagraph[];
}

export interface DocumentParagraph {
  /** "1", or the anchor that the text itself gives it: "3.a". */
  readonly number: string;
  readonly text: string;
  /** Where it is not the document's. */
  readonly language?: string;
  /** Lines below the paragraph: names, positions. */
  readonly items?: readonly string[];
}

/** "part_A__sec_2__para_3": the naming convention of Akoma Ntoso, in which a dot of an anchor becomes a hyphen. */
export function elementId(part: string, section?: string, paragraph?: string): string {
  const safe = (number: string): string => number.replaceAll(".", "-");
  return [
    `part_${safe(part)}`,
    ...(section === undefined ? [] : [`sec_${safe(section)}`]),
    ...(paragraph === undefined ? [] : [`para_${safe(paragraph)}`]),
  ].join("__");
}
