import { describe, expect, test } from "@jest/globals";
import { draftException } from "../../../domain/exceptions/draft-exception.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import { exceptionLinks } from "../../../domain/exceptions/exception-links.ts";
import { byDeadline, minutesLeft } from "../../../domain/exceptions/pressing.ts";
import { wordingFor } from "../../../domain/exceptions/wording.ts";
import { desiredSalesOrder } from "../../../domain/sales-order/desired-sales-order.ts";
import { anOrder, aProfile } from "../../support/order-builders.ts";
import { anException } from "../../support/exception-builders.ts";

describe("the order of work", () => {
  test("is the earliest deadline, then the most severe, then the longest wait", () => {
    const low = anException({ orderName: "low", severity: "low" });
    const later = anException({ orderName: "later", mattersUntil: "2026-11-24T16:00:00Z" });
    const soon = anException({ orderName: "soon", mattersUntil: "2026-11-24T12:00:00+01:00" });
    const sameMoment = anException({ orderName: "same", severity: "low", mattersUntil: "2026-11-24T11:00:00Z" });
    const young = anException({ orderName: "young" }, "2026-11-24T10:00:01.000Z");
    const old = anException({ orderName: "old" });
    const sorted = [low, later, young, sameMoment, soon, old].sort(byDeadline).map(({ orderName }) => orderName);
    expect(sorted).toEqual(["soon", "same", "later", "old", "young", "low"]);
  });

  test("minutes left are whole, negative after the deadline, and unknown without one", () => {
    const now = Date.parse("2026-11-24T10:00:30Z");
    expect(minutesLeft({ mattersUntil: "2026-11-24T10:02:00Z" }, now)).toBe(1);
    expect(minutesLeft({ mattersUntil: "2026-11-24T09:59:00Z" }, now)).toBe(-2);
    expect(minutesLeft({ mattersUntil: null }, now)).toBeNull();
  });
});

describe("links", () => {
  test("lead to the order in Shopify and to the exception in the console", () => {
    expect(exceptionLinks(anException(), "https://lastedit.example/")).toEqual([
      { label: "#1001 in Shopify", url: "https://demo.myshopify.com/admin/orders/5001" },
      {
        label: "In LastEdit",
        url: "https://lastedit.example/exceptions/demo.myshopify.com%2F%231001%2Fpicking-started",
      },
    ]);
  });

  test("are left out where shop or order cannot be part of an address", () => {
    expect(exceptionLinks(anException({ orderId: "" }))).toEqual([]);
    expect(exceptionLinks(anException({ shop: "evil.example/?" }))).toEqual([]);
  });
});

describe("wording", () => {
  test("is that of the locale's language, and English where there is none", () => {
    expect(wordingFor("en-GB")).toBe(EXCEPTION_KINDS);
    expect(wordingFor("EN")).toBe(EXCEPTION_KINDS);
    expect(wordingFor("de")).toBe(EXCEPTION_KINDS);
    expect(wordingFor("constructor")).toBe(EXCEPTION_KINDS);
  });

  test("can be exchanged: owner and severity stay those of the kind", () => {
    const german = { ...wordingFor("en"), "unknown-sku": { title: "Unbekannte SKU", whatToDo: "{order} prüfen." } };
    const desired = desiredSalesOrder(anOrder(), aProfile());
    const subject = { desired, observed: null, whatHappened: "x.", whatWasChanged: "y." };
    expect(draftException("unknown-sku", subject, german)).toMatchObject({
      owner: "merchandising",
      whatHappened: "Unbekannte SKU. x.",
      whatToDo: "#1001 prüfen.",
    });
  });
});
