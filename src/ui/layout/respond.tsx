// A page as the answer to a request: the frame is filled from what the request carries, the handler gives the content.
import type { Context } from "hono";
import type { ComponentChildren } from "preact";
import type { Frame, Web } from "#platform/http/web.ts";
import type { Ctx } from "#platform/work/context.ts";
import { loadAssets } from "#ui/assets.ts";
import { OutboxNotice } from "#ui/outbox/OutboxNotice.tsx";
import { Page, renderPage } from "./Page.tsx";
import type { PageProps } from "./Page.tsx";
import { navigationFor } from "./navigation.ts";

/** What a handler says of its page; everything else of the frame follows from the request. */
export type PageOptions = Partial<
  Pick<
    PageProps,
    | "title"
    | "error"
    | "breadcrumbs"
    | "back"
    | "islands"
    | "description"
    | "alternates"
    | "linkedData"
    | "navigation"
    | "languages"
  >
>;

export async function page(
  c: Context<Web>,
  options: PageOptions,
  children: ComponentChildren,
  status = 200,
): Promise<Response> {
  const assets = await loadAssets();
  const frame = frameOf(c);
  const witnesses = await frame.witnesses?.();
  const html = renderPage(
    <Page
      navigation={navigationFor(frame.roles)}
      {...options}
      t={c.get("t")}
      assets={assets}
      scheme={frame.scheme}
      url={addressOf(c, frame)}
      madeAt={timeOf(c)}
      demonstration={frame.demonstration}
      witnesses={witnesses}
      account={{ person: frame.signedInAs, organisation: frame.organisation }}
    >
      {options.islands?.includes("outbox") === true && <OutboxNotice t={c.get("t")} person={frame.person} />}
      {children}
    </Page>,
  );
  return c.html(html, status as 200);
}

// A request may break before its frame was made; the page that says so must still stand.
function frameOf(c: Context<Web>): Frame {
  const frame: Frame | undefined = c.get("frame");
  return (
    frame ?? {
      path: c.req.path,
      baseUrl: new URL(c.req.url).origin,
      demonstration: false,
      scheme: "Kimberlite",
      signedInAs: null,
      person: null,
      organisation: null,
      roles: [],
    }
  );
}

/** The address as people know it, also behind a proxy that speaks TLS for us; cut, because anybody may ask for a long one. */
function addressOf(c: Context<Web>, frame: Frame): string {
  const { pathname, search } = new URL(c.req.url);
  return frame.baseUrl + `${pathname}${search}`.slice(0, 2_000);
}

function timeOf(c: Context<Web>): string | undefined {
  const ctx: Ctx | undefined = c.get("ctx");
  return ctx === undefined ? undefined : new Date(ctx.clock()).toISOString();
}
