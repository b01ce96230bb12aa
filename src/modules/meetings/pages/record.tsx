// The record of a meeting as a page, as a PDF, and as Akoma Ntoso: one tree, three forms, the same address for each paragraph.
import type { Context } from "hono";
import { akomaNtosoType, writeAkomaNtoso } from "#core/meetings/akoma-ntoso.ts";
import { elementId } from "#core/meetings/document.ts";
import type { DocumentParagraph, DocumentPart, MeetingDocument } from "#core/meetings/document.ts";
import type { Web } from "#platform/http/web.ts";
import type { T } from "#platform/i18n/translator.ts";
import { page } from "#ui/layout/respond.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import { getMeeting } from "../queries.ts";
import type { Meeting } from "../queries.ts";
import { recordDocument } from "../record/build.ts";
import { recordMatter } from "../record/matter.ts";
import { renderRecord } from "../record/paper.ts";
import { daysText, hostTime, meetingName, placeText } from "../names.ts";

type C = Context<Web>;
export type RecordPart = "whole" | "adopted";
const words = { whole: "record", adopted: "decisions" } as const;

async function made(c: C, part: RecordPart): Promise<{ meeting: Meeting; document: MeetingDocument }> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const meeting = await getMeeting(ctx, c.req.param("id"));
  return { meeting, document: recordDocument(t, await recordMatter(ctx, meeting), part) };
}

export async function recordPage(c: C, part: RecordPart): Promise<Response> {
  const t = c.get("t");
  const { meeting, document } = await made(c, part);
  const path = `/meetings/${meeting.row.id}`;
  return page(
    c,
    {
      title: document.title,
      breadcrumbs: [
        { text: t("meetings.title"), href: "/meetings" },
        { text: meetingName(t, meeting.row), href: path },
      ],
      alternates: [
        {
          href: `${path}/${words[part]}.pdf?lang=${t.locale}`,
          type: "application/pdf",
          title: t("meetings.record.pdf"),
        },
        {
          href: `${path}/${words[part]}.xml?lang=${t.locale}`,
          type: "application/akn+xml",
          title: t("meetings.record.xml"),
        },
      ],
    },
    <RecordView t={t} meeting={meeting} document={document} part={part} />,
  );
}

export async function recordPdf(c: C, part: RecordPart): Promise<Response> {
  const [t, { baseUrl }] = [c.get("t"), c.get("frame")];
  const { meeting, document } = await made(c, part);
  const { row, now } = meeting;
  const head = [
    `${placeText(t, row.plan)}, ${daysText(t, row.plan)}`,
    t("meetings.record.made", { when: hostTime(t, now, row.plan.zone) }),
    t("meetings.record.address", { address: `${baseUrl}/meetings/${row.id}/${words[part]}` }),
  ];
  const bytes = await renderRecord(t, document, head, now);
  return c.body(new Uint8Array(bytes), 200, {
    "Content-Type": "application/pdf",
    "Content-Disposition": `inline; filename="${row.id}-${words[part]}-${t.locale}.pdf"`,
    "Content-Language": t.locale,
    Vary: "Accept-Language, Cookie",
  });
}

export async function recordXml(c: C, part: RecordPart): Promise<Response> {
  const t = c.get("t");
  const { meeting, document } = await made(c, part);
  return c.body(writeAkomaNtoso(document), 200, {
    "Content-Type": akomaNtosoType,
    "Content-Disposition": `inline; filename="${meeting.row.id}-${words[part]}-${t.locale}.xml"`,
    "Content-Language": t.locale,
    Vary: "Accept-Language, Cookie",
    "Access-Control-Allow-Origin": "*",
  });
}

interface RecordViewProps {
  readonly t: T;
  readonly meeting: Meeting;
  readonly document: MeetingDocument;
  readonly part: RecordPart;
}

function RecordView({ t, meeting, document, part }: RecordViewProps) {
  const { row, state } = meeting;
  const path = `/meetings/${row.id}`;
  const other = part === "whole" ? "adopted" : "whole";
  return (
    <>
      <h1>{document.title}</h1>
      <p class="lede">{t("meetings.record.lede")}</p>
      {row.closedAt === null && (
        <Inset>
          <p>{t("meetings.record.not-closed")}</p>
        </Inset>
      )}
      <p>
        {t("meetings.record.forms")}{" "}
        <a href={`${path}/${words[part]}.pdf?lang=${t.locale}`}>{t("meetings.record.pdf")}</a>
        {" · "}
        <a href={`${path}/${words[part]}.xml?lang=${t.locale}`}>{t("meetings.record.xml")}</a>
        {" · "}
        <a href={`${path}/${words[other]}`}>
          {t(other === "whole" ? "meetings.record.whole" : "meetings.record.only-decisions")}
        </a>
      </p>
      {document.parts.map((one) => (
        <Part t={t} part={one} />
      ))}
      <h2>{t("meetings.record.issued")}</h2>
      {state.issues.length === 0 ? (
        <p>{t("meetings.record.issued-none")}</p>
      ) : (
        <ul>
          {state.issues.map(({ version, at, act, digests }) => (
            <li class="code">
              {t("meetings.record.issued-version", {
                version,
                when: hostTime(t, at, row.plan.zone),
                digests: Object.entries(digests)
                  .map(([language, digest]) => `${language} ${digest}`)
                  .join(", "),
              })}{" "}
              <a href={`/log/acts/${act}`}>{t("meetings.act")}</a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Part({ t, part }: { t: T; part: DocumentPart }) {
  const { number, heading, sections } = part;
  return (
    <section aria-labelledby={elementId(number)}>
      <h2 id={elementId(number)}>
        {number}. {heading}
      </h2>
      {sections.map((section) => (
        <section aria-labelledby={elementId(number, section.number)}>
          <h3 id={elementId(number, section.number)}>
            {number}.{section.number} {section.heading}
          </h3>
          <div class="prose">
            {section.paragraphs.map((paragraph) => (
              <Paragraph
                t={t}
                id={elementId(number, section.number, paragraph.number)}
                paragraph={paragraph}
              />
            ))}
          </div>
        </section>
      ))}
    </section>
  );
}

function Paragraph({ id, paragraph }: { t: T; id: string; paragraph: DocumentParagraph }) {
  const { number, text, language, items = [] } = paragraph;
  return (
    <>
      <p id={id} lang={language} dir={language === "ar" ? "rtl" : undefined}>
        <a href={`#${id}`} class="quiet">
          {number}
        </a>{" "}
        {text}
      </p>
      {items.length > 0 && (
        <ul>
          {items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      )}
    </>
  );
}
