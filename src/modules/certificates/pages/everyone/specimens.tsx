// Specimens of every Participant's layout, for everybody: what an officer at the other end of the world compares with.
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import type { Web } from "#platform/http/web.ts";
import { page } from "#ui/layout/respond.tsx";
import { Inset } from "#ui/components/inset/Inset.tsx";
import type { App } from "#modules/record/index.ts";
import { getParticipant, participants } from "#modules/scheme/index.ts";
import { layoutOf } from "../../paper/render.ts";
import { specimenOf } from "../../paper/specimen.ts";
import type { Specimen } from "../../paper/specimen.ts";

export const specimenDoors: readonly Door[] = [
  { method: "GET", path: "/specimens", allow: "everyone" },
  { method: "GET", path: "/specimens/:code/sheet.pdf", allow: "everyone" },
  { method: "GET", path: "/specimens/:code/picture.png", allow: "everyone" },
];

export function specimenRoutes(app: App): void {
  app.get("/specimens", async (c) => {
    const t = c.get("t");
    const known = await participants(c.get("ctx"));
    const rows = known
      .map(({ code, names }) => ({ code, name: names[t.locale], layout: layoutOf(code) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, t.locale));
    return page(
      c,
      { title: t("printing.specimens.title") },
      <>
        <h1>{t("printing.specimens.title")}</h1>
        <p class="lede">{t("printing.specimens.lede")}</p>
        <Inset>{t("printing.specimens.note")}</Inset>
        <ul class="specimens">
          {rows.map(({ code, name, layout }) => (
            <li id={code}>
              <a href={`/specimens/${code}/sheet.pdf`}>
                <img
                  src={`/specimens/${code}/picture.png`}
                  width={160}
                  height={layout.size === "LETTER" ? 207 : 226}
                  loading="lazy"
                  alt={t("printing.specimens.alternative", { name })}
                />
                <span>{name}</span>
              </a>
              <p class="hint">
                {t(`printing.size.${layout.size}`)}
                {", "}
                {t.list([
                  t("printing.language.en"),
                  ...(layout.beside === undefined ? [] : [t(`printing.language.${layout.beside}`)]),
                ])}
                {layout.englishAlone === "official-language-not-yet-printed" &&
                  ` – ${t("printing.specimens.not-yet")}`}
              </p>
            </li>
          ))}
        </ul>
      </>,
    );
  });
  app.get("/specimens/:code/sheet.pdf", (c) => file(c, "pdf", "application/pdf"));
  app.get("/specimens/:code/picture.png", (c) => file(c, "picture", "image/png"));
}

async function file(c: Context<Web>, what: keyof Specimen, type: string): Promise<Response> {
  // Only of Participants there are: what is kept cannot be made to grow.
  const { code } = await getParticipant(c.get("ctx"), c.req.param("code") ?? "");
  const specimen = await specimenOf(code);
  return c.body(new Uint8Array(specimen[what]), 200, {
    "Content-Type": type,
    "Content-Disposition": "inline",
    "Cache-Control": "public, max-age=86400",
  });
}
