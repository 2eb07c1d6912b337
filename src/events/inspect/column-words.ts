import type { Role } from "../intake/column-names";

/** A pattern of the names of columns, and how much it speaks for (or against) a role. */
type Word = readonly [pattern: RegExp, score: number];

/** Parts of names that follow a blank, an underscore, a dot, a colon, a capital or nothing. */
const word = (words: string) => new RegExp(`(^|[^a-z])(${words})($|[^a-z])`);

/**
 * Words by which columns are called in exports and in several languages; each pattern that a name has (in small letters, `userId`
 * as `user_id`) counts.
 */
export const COLUMN_WORDS: Readonly<
  Record<Exclude<Role, "value" | "end"> | "order" | "start" | "end", readonly Word[]>
> = {
  user: [
    [
      word(
        "user|users|usr|visitor|customer|client|player|member|person|subscriber|patient|student|learner|employee|guest",
      ),
      4,
    ],
    [word("full_name|fullname|vollstandiger_name|nom_complet|nombre_completo|nome_completo|volledige_naam"), 3],
    [/(?<!se)kund|nutzer|besucher|gebruiker|klant|musteri|asiakas|ugyfel|pelanggan/, 3],
    [word("case|trace|caseid"), 2],
    [
      word("case|trace|caseid|userid|customerid|playerid|visitorid|memberid|clientid|anonymousid|distinctid|deviceid"),
      4,
    ],
    [word("case_concept_name|case_id|user_id|distinct_id|anonymous_id|user_pseudo_id|amplitude_id|domain_userid"), 3],
    [word("distinct_id|anonymous_id|user_pseudo_id|visitor_id|customer_id|device_id|fullvisitorid|subject_id"), 2],
    [
      word(
        "cookie|cookie_id|profile|household|card|card_id|badge|policy|claim|loan|encounter|stay_id|actor_id|imei|sid",
      ),
      2,
    ],
    [/用户|客户|会员|顾客|玩家|ユーザ|顧客|会員|사용자|고객|회원|пользовател|клиент|χρηστης|مستخدم/, 4],
    [
      word(
        "who|actor|distinct|anonymous|pseudo|uid|uuid|account|contact|subject|participant|shopper|buyer|driver|vehicle|car|device",
      ),
      2,
    ],
    [word("nutzer|benutzer|kunde|kunden|besucher|fall|utilisateur|visiteur|usuario|cliente|usuaria|utente"), 4],
    [word("gebruiker|klant|uzytkownik|klient|kullanici|anvandare|kund|bruker|user_code|username|login"), 4],
    [word("pid|ip|host|sender|from|email|msisdn|order_id|ticket|ticket_id|incident|application|process_instance"), 1.5],
    [word("id|key|nr|no|number|code|hash"), 0.5],
    [word("session|event|insert|message|request|transaction|page|screen|product|item|order|type|agent|name_of"), -2],
    [
      word(
        "article|track|song|album|artist|movie|film|video|book|title|sku|stock|stock_code|category|campaign|url|uri|visit",
      ),
      -3,
    ],
    [
      word("total|avg|average|daily|weekly|monthly|active|new_users|unique|num|amount|revenue|per|rate|share|percent"),
      -6,
    ],
    [
      word("time|date|timestamp|name_tracker|first_name|last_name|firstname|lastname|count|country|city|os|version"),
      -4,
    ],
    [word("remote_addr|client_ip|ip_address|source_ip|remote_ip|remote_host|c_ip"), 3],
    [word("plan|tier|level|gender|age|language|locale|platform|browser|channel|status|state|region|traits"), -5],
    [word("user_agent|useragent"), -9],
    [
      word(
        "resource|employee_id|staff|operator|responsible|agent_id|assignee|group|department|org|role|author|updater|editor",
      ),
      -3,
    ],
    [word("affected|betroffene_r|touche|afectado"), -3],
    [word("year|month|week|day|hour|minute|weekday"), -6],
    [/(^|_)(users|visitors|sessions|customers|players|clients)$/, -4],
  ],
  action: [
    [/事件|行为|操作|イベント|行動|이벤트|행동|событи|действи|ενεργεια|حدث/, 4],
    [/ereignis|(?<!trans)aktion|vorgang|aktivitat|evenement|eveniment|tapahtuma|esemeny|udalost|islem|eylem/, 3],
    [word("verb|eventname|eventtype|event_code|interaction|procedure|medication|diagnosis|service|operation_type"), 2],
    [word("event|action|activity|activities|event_name|event_type|eventname|concept_name|task|step|operation|verb"), 4],
    [word("event_name|activity_name|action_name|concept_name"), 2],
    [word("action_id|actionid|activity_id|activityid|event_type_id|page_id|screen_id|item_id|itemid"), 5],
    [word("request_uri|request_path|request_url|cs_uri_stem|pathname"), 3],
    [word("uri"), 2],
    [/^(item|product|article|movie|song|track|video|page)s?$/, 3],
    [/(^|_)type$/, 1.5],
    [/_type_id$/, 8],
    [word("case"), -6],
    [word("page|screen|state|status|command|method|function|click|gate|place|pagename|page_name|screen_name|stage"), 2],
    [word("movie_id|movieid|track_id|song_id|video_id|article_id|product_id|productid|lesson_id|book_id"), 9],
    [word("new_value|new_status|new_state|to_status|to_state|status_to"), 3],
    [word("movie|track|song|video|article|product|lesson|category|description"), 1],
    [
      word(
        "what|was|quoi|que|ereignis|aktion|aktivitat|aktivitaet|vorgang|seite|evenement|action_type|activite|evento|accion|actividad",
      ),
      4,
    ],
    [word("acao|atividade|azione|attivita|handeling|activiteit|gebeurtenis|zdarzenie|akcja|handelse|hendelse|olay"), 4],
    [word("template|name|type|label|title|category|key"), 1],
    [
      word(
        "id|uuid|time|timestamp|date|at|ts|tstamp|value|amount|count|index|number|user|session|version|url|referrer",
      ),
      -3,
    ],
    [
      word(
        "first_name|last_name|firstname|lastname|user_name|username|file|country|city|device|os|browser|platform|agent",
      ),
      -4,
    ],
    [
      word("addr|address|ip|host|hostname|client_ip|server|full_name|vollstandiger_name|nom_complet|nombre_completo"),
      -4,
    ],
    [word("previous|old|updater|author|editor|assignee|operator|text|comment|note"), -4],
    [word("landing|exit|entry|first|last"), -7],
    [
      word("context|component|category|source|medium|campaign|level|gender|resource|group|department|transition|class"),
      -2,
    ],
  ],
  time: [
    [/时间|日期|日時|時刻|시간|일시|врем|дата|χρονος|ωρα|وقت/, 4],
    [
      word(
        "timestamp|time|datetime|ts|tstamp|event_time|event_timestamp|time_timestamp|occurred_at|occurred|eventtime",
      ),
      4,
    ],
    [word("created_at|timecreated|created|date|date_time|when|logged_at|recorded|clock|day|at"), 2],
    [word("created_at|occurred_at|order_date|invoice_date"), 1],
    [/(?<!frei)zeit|datum|tidpunkt|tarih|waktu|tanggal|idopont/, 2],
    [word("average|avg|engagement|spent|duration|elapsed|response|taken|played|total|per|zone|of_day"), -5],
    [word("intime|admittime|admit_time|starttime"), 4],
    [word("outtime|dischtime|discharge_time|endtime"), 3],
    [
      word(
        "zeit|zeitpunkt|zeitstempel|datum|uhrzeit|horodatage|heure|fecha|hora|tiempo|data|ora|tijd|tijdstip|czas|tid",
      ),
      3,
    ],
    [word("derived_tstamp|time_timestamp|event_timestamp|event_time"), 2],
    [word("start|begin|started"), 1],
    [word("end|ended|complete|completed|finish|stop"), -1],
    [
      word(
        "etl|receive|arrival|submit|submitted|processed|processing|loaded|load|ingest|ingested|ingestion|synced|sync|inserted|upload|uploaded|received",
      ),
      -5,
    ],
    [
      word(
        "updated|modified|deadline|due|planned|birth|birthday|registration|registered|signup|expires|expiry|enddate",
      ),
      -5,
    ],
    [word("first|last|previous|next|server|sent|session|startdate|refr|true|collector|install|installed|version"), -2],
  ],
  session: [
    [
      word(
        "session|session_id|sessionid|sessionidx|visit|visit_id|visitid|idvisit|sitzung|sesion|sessao|ga_session_id",
      ),
      4,
    ],
    [word("count|number|length|time|start|date|engaged|first|previous|item|items|index|page|hit|duration"), -4],
  ],
  order: [
    [
      word("batch_event_index|event_index|sequence|seq|event_seq|item_in_session|iteminsession|hit_number|step_number"),
      4,
    ],
    [
      word(
        "sorting|sort|index|order|ordering|ordering_id|position|rank|line|line_id|lineid|offset|row|row_number|rownum|seqno|counter",
      ),
      3,
    ],
    [word("user|session_id|product|price|amount|value|duration"), -4],
  ],
  start: [
    [
      word(
        "start|start_timestamp|start_time|started|started_at|begin|beginn|von|debut|inicio|inizio|intime|admittime|starttime",
      ),
      4,
    ],
  ],
  end: [
    [
      word(
        "end|end_timestamp|end_time|ended|ended_at|complete|completed|finish|finished|stop|ende|bis|fin|final|time_timestamp|outtime|dischtime|endtime",
      ),
      4,
    ],
  ],
};

/** How much the name of a column speaks for a role. */
export function nameScore(name: string, role: keyof typeof COLUMN_WORDS): number {
  const score = wordScore(name, role);
  if (role !== "user" || !name.includes(".")) return score;
  const last = name.slice(name.lastIndexOf(".") + 1);
  // what is below a user is a user's feature, unless it is called an id: user.id, but not user.color
  return isCalledId(last) ? score : Math.min(score, wordScore(last, role));
}

/** Whether a column is called an id, or a name. */
export function isCalledId(name: string): boolean {
  return CALLED_ID.test(plainName(name));
}

const CALLED_ID = word("id|ids|uid|uuid|oid|key|code|arn|name|email|login|hash|number");

function wordScore(name: string, role: keyof typeof COLUMN_WORDS): number {
  const plain = plainName(name);
  let score = 0;
  for (const [pattern, worth] of COLUMN_WORDS[role]) if (pattern.test(plain)) score += worth;
  return score;
}

/** Whether a name says nothing: `1`, `c1`, `V2`, `_c0`, `Column3`, `Unnamed: 0`. */
export function isNameless(name: string): boolean {
  return /^(_?c|col|column|field|var|v|x|f|unnamed)?[ _:]*\d+$/i.test(name);
}

/** Small letters without accents, with _ between words. */
function plainName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, "_")
    .normalize("NFC");
}
