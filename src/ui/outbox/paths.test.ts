// What may wait on a device, and what is kept to be read.
import { describe, expect, test } from "vitest";
import { changesPerson, isKeptPage, pageOf, waitingKindOf } from "./paths.ts";

const draft = "/applications/draft/01a21d57-59f0-7a0e-9639-82d789a5bee9";
const certificate = "00112233445566778899aabbccddeeff";

describe("what may wait", () => {
  test.each([
    [`${draft}/importer`, "section"],
    [`${draft}/evidence`, "evidence"],
    [`${draft}/send`, "application"],
    [`/queue/01a21d57-59f0-7a0e-9639-82d789a5bee9/issue`, "issue"],
    [`/arrivals/${certificate}/confirm`, "confirmation"],
  ])("%s waits as %s", (path, kind) => {
    expect(waitingKindOf(path)).toBe(kind);
    expect(isKeptPage(pageOf(path)), "and the page it stands on is kept").toBe(true);
  });

  test.each([
    `${draft}/discard`,
    `${draft}/evidence/01a21d57-59f0-7a0e-9639-82d789a5bee9/remove`,
    `/certificates/${certificate}/print`,
    `/certificates/${certificate}/validate`,
    `/certificates/${certificate}/export`,
    "/sign-in",
    "/enter",
    "/authority/api-keys",
    `${draft}/importer/../send/x`,
  ])("%s never waits", (path) => expect(waitingKindOf(path)).toBeUndefined());

  test("signing in or out takes away what was kept to be read", () => {
    for (const path of ["/sign-in", "/sign-in/passkey", "/sign-out", "/enter"])
      expect(changesPerson(path), path).toBe(true);
    expect(changesPerson("/applications")).toBe(false);
  });
});
