/** A row of the log of a web server. */
export type WebLogRow = Readonly<Record<string, string | null>>;

/** A form that lines of such logs have. */
export interface WebLogForm {
  /** The columns of a line; undefined when it is of another form. */
  row(line: string): WebLogRow | undefined;
}

const QUOTED = '"((?:[^"\\\\]|\\\\.)*)"';
/** Host, identity, user, [time], "request", status, bytes, "referrer", "agent"; a site may stand before them. */
const COMMON = new RegExp(
  `^(?:(\\S+) )?(\\S+) (\\S+) (.+?) \\[([^\\]]+)\\] ${QUOTED} (\\d{3}|-) (\\d+|-)(?: ${QUOTED} ${QUOTED})?`,
);
/** Owner, bucket, [time], host, user, request id, operation, key, "request", status, ..., "referrer", "agent". */
const S3 = new RegExp(
  `^([0-9a-f]{64}) (\\S+) \\[([^\\]]+)\\] (\\S+) (\\S+) (\\S+) ([A-Z]+\\.\\S+) (\\S+) ${QUOTED} (\\d{3}|-) (?:\\S+ ){5}${QUOTED} ${QUOTED}`,
);
/** Type (not of classic ones), time, balancer, client:port, target:port, times, status, bytes, "request", "agent". */
const BALANCER = new RegExp(
  `^(?:(\\w+) )?(\\d{4}-\\d\\d-\\d\\dT\\S+Z) (\\S+) (\\S+):\\d+ (\\S+) (?:-?[\\d.]+ ){3}(\\d{3}|-) (?:\\d+|-) \\d+ (\\d+) ${QUOTED} ${QUOTED}`,
);

/** The forms that lines are recognized by. */
export const WEB_LOG_FORMS: readonly WebLogForm[] = [
  {
    row(line) {
      const found = fieldsOf(S3, line);
      if (found === undefined) return undefined;
      const [owner, site, time, host, user, id, operation, key, request, status, referrer, agent] = found;
      return {
        ...rowOf({ host, user, time, request, status, agent }),
        ...{ site: site!, owner: owner!, id: id!, operation: operation!, key: key!, referrer: referrer! },
      };
    },
  },
  {
    row(line) {
      const found = fieldsOf(BALANCER, line);
      if (found === undefined) return undefined;
      const [type, time, site, host, target, status, bytes, request, agent] = found;
      return {
        ...rowOf({ host, user: null, time, request, status, agent }),
        ...{ type: type!, site: site!, target: target!, bytes: bytes! },
      };
    },
  },
  {
    row(line) {
      const found = fieldsOf(COMMON, line);
      if (found === undefined) return undefined;
      const [site, host, identity, user, time, request, status, bytes, referrer, agent] = found;
      return {
        ...rowOf({ host, user, time, request, status, agent }),
        ...{ site: site!, identity: identity!, bytes: bytes!, referrer: referrer! },
      };
    },
  },
];

/** Whether a line is one of a web server's log. */
export function isWebLogLine(line: string): boolean {
  if (S3.test(line) || BALANCER.test(line)) return true;
  return COMMON.test(line) && /\[\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d/.test(line);
}

type Text = string | null | undefined;

/** What all forms have. */
function rowOf(fields: Record<"host" | "user" | "time" | "request" | "status" | "agent", Text>): WebLogRow {
  const { host = null, user = null, time = null, request = null, status = null, agent = null } = fields;
  const [, method, target, protocol] = /^(\S+) (\S+)(?: (\S+))?$/.exec(request ?? "") ?? [];
  const [path, query] = splitTarget(target);
  const visitor = [host, agent].filter((each) => each !== null).join(" ");
  return {
    ...{ host, user, visitor, time, request, method: method ?? null, path, query },
    ...{ protocol: protocol ?? null, status, agent },
  };
}

function fieldsOf(form: RegExp, line: string): (string | null)[] | undefined {
  return form.exec(line)?.slice(1).map(orNull);
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text === "-" || text === "" ? null : text;
}

/** Path and query of a target, which may be a whole address. */
function splitTarget(target: string | undefined): [path: string | null, query: string | null] {
  if (target === undefined) return [null, null];
  const local = target.replace(/^\w+:\/\/[^/?]*(?=[/?])/, "");
  const mark = local.indexOf("?");
  return mark < 0 ? [local, null] : [local.slice(0, mark), local.slice(mark + 1)];
}
