import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  decodeRoom,
  DEFAULT_WAITING_LIMITS,
  encodeRoom,
  enter,
  leave,
  letGo,
  nextDueMs,
} from "../../../domain/recreated-order/waiting-room.ts";
import type { WaitingLimits, WaitingOrder, WaitingRoom } from "../../../domain/recreated-order/waiting-room.ts";

const LIMITS: WaitingLimits = { graceMs: 600, mostOrders: 3 };
const created = (orderId: string, sinceMs: number): WaitingOrder => ({ orderId, happened: "created", sinceMs });
const gone = (orderId: string, sinceMs: number): WaitingOrder => ({ orderId, happened: "cancelled", sinceMs });

const filled = (...orders: WaitingOrder[]): WaitingRoom =>
  orders.reduce<WaitingRoom>((room, order) => enter(room, order, LIMITS).room, []);

describe("the waiting room", () => {
  test("keeps an order until its counterpart is found", () => {
    expect(leave(filled(created("1", 0), gone("2", 1)), ["1", "9"])).toEqual([gone("2", 1)]);
  });

  test("a second delivery does not make an order wait longer", () => {
    const room = filled(created("1", 0));
    expect(enter(room, created("1", 500), LIMITS)).toEqual({ room, letGo: [] });
    expect(enter(filled(gone("1", 0)), gone("1", 500), LIMITS).room).toEqual([gone("1", 0)]);
  });

  test("a created order that is cancelled waits again, and a late create after the cancel is ignored", () => {
    expect(filled(created("1", 0), gone("1", 500))).toEqual([gone("1", 500)]);
    expect(filled(gone("1", 0), created("1", 500))).toEqual([gone("1", 0)]);
  });

  test("lets go of an order when its time is over, not before", () => {
    const room = filled(created("1", 0), gone("2", 100));
    expect(letGo(room, 599, LIMITS)).toEqual({ room, letGo: [] });
    expect(letGo(room, 600, LIMITS)).toEqual({ room: [gone("2", 100)], letGo: [created("1", 0)] });
  });

  test("a clock that was set back keeps nobody waiting", () => {
    expect(letGo(filled(created("1", 10_000)), 0, LIMITS).letGo).toEqual([created("1", 10_000)]);
  });

  test("says when the next order is due", () => {
    expect(nextDueMs([], LIMITS)).toBeNull();
    expect(nextDueMs(filled(created("2", 90), created("1", 40)), LIMITS)).toBe(640);
  });

  test("a full room lets the order go that has waited longest", () => {
    const full = filled(created("1", 1), created("2", 2), created("3", 3));
    expect(enter(full, gone("4", 4), LIMITS)).toEqual({
      room: [created("2", 2), created("3", 3), gone("4", 4)],
      letGo: [created("1", 1)],
    });
  });

  test("a full room of 300 orders takes less than 12 KB", () => {
    const ids = Array.from({ length: 400 }, (_, index) => String(999_000_000_000_000 + index));
    const room = ids.reduce<WaitingRoom>(
      (before, orderId, index) => enter(before, gone(orderId, 1_795_514_400_000 + index), DEFAULT_WAITING_LIMITS).room,
      [],
    );
    expect(room).toHaveLength(300);
    expect(JSON.stringify(encodeRoom(room)).length).toBeLessThan(12_288);
  });
});

describe("whatever happens, in the waiting room", () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ do: fc.constant("enter" as const), id: fc.nat(7), isCancel: fc.boolean(), after: fc.nat(300) }),
      fc.record({ do: fc.constant("tick" as const), after: fc.nat(300) }),
      fc.record({ do: fc.constant("match" as const), id: fc.nat(7), after: fc.nat(300) }),
      fc.record({ do: fc.constant("restart" as const), after: fc.nat(300) }),
    ),
    { maxLength: 60 },
  );

  test("each order that enters leaves once, nobody waits for ever, and the room is never too full", () => {
    fc.assert(
      fc.property(steps, (plan) => {
        let room: WaitingRoom = [];
        let now = 0;
        let inside = new Map<string, number>();
        const left = (orders: readonly WaitingOrder[]): void => {
          for (const { orderId } of orders) expect(inside.delete(orderId)).toBe(true);
        };
        for (const step of plan) {
          now += step.after;
          if (step.do === "enter") {
            const order = step.isCancel ? gone(String(step.id), now) : created(String(step.id), now);
            const wasThere = room.find(({ orderId }) => orderId === order.orderId);
            const after = enter(room, order, LIMITS);
            room = after.room;
            if (wasThere === undefined || !after.room.includes(wasThere)) inside.set(order.orderId, now);
            left(after.letGo);
          } else if (step.do === "match") {
            room = leave(room, [String(step.id)]);
            inside.delete(String(step.id));
          } else if (step.do === "restart") {
            room = decodeRoom(encodeRoom(room));
          } else {
            const after = letGo(room, now, LIMITS);
            room = after.room;
            left(after.letGo);
            expect([...inside.values()].every((since) => now - since < LIMITS.graceMs)).toBe(true);
          }
          expect(room.length).toBeLessThanOrEqual(LIMITS.mostOrders);
          expect(new Map(room.map(({ orderId, sinceMs }) => [orderId, sinceMs]))).toEqual(inside);
        }
        const last = letGo(room, now + LIMITS.graceMs, LIMITS);
        left(last.letGo);
        expect([last.room, inside.size]).toEqual([[], 0]);
        inside = new Map();
      }),
    );
  });
});
