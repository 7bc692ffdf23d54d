import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import type { ExceptionKind, OpenException } from "../../../domain/exceptions/exception.ts";
import { exceptionLinks } from "../../../domain/exceptions/exception-links.ts";
import { countOpenExceptions, searchExceptions } from "../../store/exceptions/search-exceptions.ts";
import { searchRuns } from "../../store/runs/search-runs.ts";
import { listUsers } from "../../store/users.ts";
import { allowedActs } from "../exceptions/allowed-acts.ts";
import { actOnException } from "../exceptions/exception-acts.ts";
import type { ApiContext } from "../api-context.ts";
import { ApiError, notFound } from "../api-error.ts";
import type { EXCEPTIONS, ExceptionDetail } from "../contract/exceptions.ts";
import { given } from "../given.ts";
import type { Handlers } from "../handlers.ts";
import { comparedLines } from "../views/compared-lines.ts";
import { exceptionItemOf } from "../views/exception-view.ts";
import { runItemOf } from "../views/run-view.ts";

const RUNS_SHOWN = 20;
const TO_DO = ["open", "taken"] as const;
const KINDS = Object.entries(EXCEPTION_KINDS).map(([kind, { title }]) => ({ kind, title }));

export function exceptionRoutes(context: ApiContext): Handlers<typeof EXCEPTIONS> {
  const { store } = context;
  const { database } = store;

  async function read(id: string): Promise<OpenException> {
    const exception = await store.exceptions.get(id);
    if (exception === null) throw notFound(`exception ${id}`);
    return exception;
  }

  return {
    async list({ query: { status, state, kind, dueBefore, before, limit, sort, ...filter } }) {
      if (kind !== undefined && !Object.hasOwn(EXCEPTION_KINDS, kind)) throw unknownKind(kind);
      const { exceptions, next } = await searchExceptions(database, {
        ...given(filter),
        ...given({
          kind: kind as ExceptionKind | undefined,
          before,
          states: state === undefined ? undefined : state === "to-do" ? TO_DO : [state],
          dueBefore: dueBefore === undefined ? undefined : new Date(dueBefore),
        }),
        ...(status === "all" ? {} : { status }),
        sort,
        limit,
      }).catch(refusingWrongCursor);
      return {
        items: exceptions.map(exceptionItemOf),
        next,
        openByOwner: { ...NOBODY, ...(await countOpenExceptions(database)) },
        kinds: KINDS,
        people: (await listUsers(database)).filter(({ disabled }) => !disabled).map(({ name }) => name),
      };
    },
    async get({ params: { id }, person }) {
      const exception = await read(id);
      const runs = await runsOf(exception);
      return detailOf(exception, person.name, runs);
    },
    async act({ params: { id }, body, person, audit }) {
      const result = await actOnException(context, id, body, person.name);
      if (result.exception === null) throw notFound(`exception ${id}`);
      audit({ subject: id, after: { ...body, ok: result.ok, because: result.because } });
      return result;
    },
    async actOnMany({ body: { ids, act }, person, audit }) {
      const results = [];
      for (const id of new Set(ids)) {
        const result = await actOnException(context, id, act, person.name);
        audit({ subject: id, after: { ...act, ok: result.ok, because: result.because } });
        results.push(result);
      }
      return { results };
    },
  };

  async function runsOf({ shop, orderId, orderName }: OpenException): Promise<ExceptionDetail["runs"]> {
    for (const order of [orderId, orderName].filter((each) => each !== "")) {
      const { runs } = await searchRuns(database, { order, limit: RUNS_SHOWN });
      const own = runs.filter(({ orderKey }) => orderKey.startsWith(`${shop}:`)).map(runItemOf);
      if (own.length > 0)
        return own.map(({ id, recipe, status, state, queuedAt }) => ({ id, recipe, status, state, queuedAt }));
    }
    return [];
  }
}

const NOBODY = { warehouse: 0, "customer-service": 0, merchandising: 0, integration: 0 };

function detailOf(exception: OpenException, person: string, runs: ExceptionDetail["runs"]): ExceptionDetail {
  const { whatWasChanged, whatToDo, history, olderHistory, closedAt, closedBecause, timesReopened } = exception;
  return {
    ...exceptionItemOf(exception),
    orderId: exception.orderId,
    whatWasChanged,
    whatToDo,
    lines: comparedLines(exception.wanted, exception.inWarehouse),
    history: history.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
    olderHistory:
      olderHistory === null
        ? null
        : {
            from: new Date(olderHistory.from).toISOString(),
            to: new Date(olderHistory.to).toISOString(),
            counts: { ...olderHistory.counts },
          },
    closedAt: closedAt === null ? null : new Date(closedAt).toISOString(),
    closedBecause,
    timesReopened,
    may: allowedActs(exception, person),
    links: exceptionLinks(exception),
    runs,
  };
}

function unknownKind(kind: string): ApiError {
  return new ApiError(400, "bad-request", `kind: "${kind}" is none; the list's "kinds" has all there are.`);
}

function refusingWrongCursor(error: unknown): never {
  if (error instanceof Error && error.message.startsWith("The page after"))
    throw new ApiError(400, "bad-request", error.message);
  throw error;
}
