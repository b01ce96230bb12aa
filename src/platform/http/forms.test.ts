// Submitted forms as plain values, and refusals as what they say.
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { readForm } from "./forms.ts";
import type { Form } from "./forms.ts";
import { Problem, problemStatus, refuseUnless } from "./problem.ts";

async function formOf(body: BodyInit, type?: string): Promise<Form> {
  const app = new Hono();
  let outcome: { form?: Form; error?: unknown } = {};
  app.post("/", async (c) => {
    outcome = await readForm(c).then(
      (form) => ({ form }),
      (error: unknown) => ({ error }),
    );
    return c.text("");
  });
  await app.request("/", {
    method: "POST",
    body,
    ...(type === undefined ? {} : { headers: { "content-type": type } }),
  });
  if (outcome.form === undefined) throw outcome.error;
  return outcome.form;
}

describe("a form", () => {
  test("gives trimmed texts, every value of a name in order, and an empty text for what is absent", async () => {
    const form = await formOf(
      new URLSearchParams([
        ["a", "  one "],
        ["b", "1"],
        ["b", " 2"],
        ["empty", ""],
      ]),
    );
    expect(form.text("a")).toBe("one");
    expect(form.texts("b")).toEqual(["1", "2"]);
    expect(form.text("b")).toBe("1");
    expect(form.text("absent")).toBe("");
    expect(form.texts("absent")).toEqual([]);
    expect([form.has("empty"), form.has("absent")]).toEqual([true, false]);
  });

  test("has no values that nobody sent: names of every object's own parts are absent", async () => {
    const form = await formOf(new URLSearchParams([["a", "1"]]));
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      expect(form.has(name), name).toBe(false);
      expect(form.text(name), name).toBe("");
    }
  });

  test("refuses a text of more than 20,000 characters", async () => {
    expect((await formOf(new URLSearchParams([["a", "x".repeat(20_000)]]))).text("a")).toHaveLength(20_000);
    const long = await formOf(new URLSearchParams([["a", "x".repeat(20_001)]]));
    expect(() => long.text("a")).toThrow(expect.objectContaining({ code: "too-large", status: 413 }));
  });

  test("tells files from texts, and an empty file control from a file", async () => {
    const data = new FormData();
    data.append("paper", new File([], ""));
    data.append("paper", new File(["%PDF-"], "a.pdf"));
    data.append("note", "text");
    const form = await formOf(data);
    expect(form.file("paper")?.name).toBe("a.pdf");
    expect(form.text("paper")).toBe("");
    expect(form.file("note")).toBeUndefined();
    expect(form.file("absent")).toBeUndefined();
  });

  test("that cannot be read is refused as malformed, not as a bug", async () => {
    await expect(formOf("nonsense", "multipart/form-data; boundary=x")).rejects.toMatchObject({
      code: "malformed-request",
      status: 400,
    });
  });
});

describe("a refusal", () => {
  test("is thrown unless it is allowed, with its status", () => {
    expect(() => refuseUnless(true, "not-allowed")).not.toThrow();
    expect(() => refuseUnless(false, "same-person", { name: "A" })).toThrow(
      expect.objectContaining({ code: "same-person", status: 409, values: { name: "A" }, fields: [] }),
    );
  });

  test("is always the caller's error or a passing one, never a bug's 500", () => {
    for (const [code, status] of Object.entries(problemStatus))
      expect((status >= 400 && status < 500) || status === 503, code).toBe(true);
    expect(new Problem("bad-input", {}, { fields: [{ field: "a", code: "missing" }] }).message).toContain(
      "missing",
    );
  });
});
