/** What a value would do if it were text of a statement. */
export interface Sql {
  readonly name: string;
  readonly text: string;
  readonly raw?: string; // in the URL, where it is no text that can be written in percent signs
}
const texts = (all: Readonly<Record<string, string>>): readonly Sql[] => Object.entries(all).map(([name, text]) => ({ name, text }));

export const PAYLOADS: readonly Sql[] = [
  ...texts({
    // always true
    'a quote': `'`,
    'two quotes': `''`,
    'a quote in double ones': `"`,
    'or true': `' or '1'='1`,
    'or true, and a comment': `' or 1=1--`,
    'or true, closed': `') or ('1'='1`,
    'or true, closed twice': `')) or (('1'='1`,
    'or true in numbers': '1 or 1=1',
    'or true by like': `' or code like '%`,
    'or true without blanks': `'/**/or/**/1=1--`,
    'or true by bars': `'||'1'='1`,
    'or true in another case': `' oR tRuE--`,
    'or not null': `' or code is not null--`,
    'or by a pattern': `x' or code ~ '.*`,
    'and false': `' and 1=2--`,
    'negative, and more': `-1 union select null--`,
    // more rows and other tables
    'union of nulls': `' union select null--`,
    'union of all keys': `' union select sha256 from api_key--`,
    'union of secrets': `') union select sealed from secret--`,
    'union of settings': `' union all select current_setting('data_directory')--`,
    'union of files': `' union select pg_read_file('/etc/passwd')--`,
    'union by numbers': `1 union select version()`,
    'order by': `1; select 1 order by (select version())`,
    'order by a subquery': `(case when (1=1) then code else name end)`,
    'a limit': `1 offset 0; select 1`,
    // errors that tell
    'a cast that fails': `' and 1=cast((select version()) as int)--`,
    'a cast in short': `'||(select sha256 from api_key limit 1)::int||'`,
    'a division by zero': `' and 1/(select 0)=1--`,
    'XML that fails': `' and xmlparse(document (select 'a'||version())) is null--`,
    // time
    'a sleep': `'; select pg_sleep(10)--`,
    'a sleep in a condition': `' and (select 1 from pg_sleep(10)) is not null--`,
    'a sleep in bars': `'||(select pg_sleep(10))||'`,
    'a sleep in numbers': `1 and (select 1 from pg_sleep(10)) = 1`,
    'a sleep in a case': `' and case when true then (select 1 from pg_sleep(10)) else 1 end=1--`,
    'work without end': `' and (select count(*) from generate_series(1,100000000))>0--`,
    // more statements
    'a table less': `'; drop table item; --`,
    'a table less, and its friends': `'; drop table supplier cascade; --`,
    'rows less': `'; delete from receipt; --`,
    'a name changed': `'; update supplier set name='owned'; --`,
    'a key more': `'; insert into api_key (id,name,lead,sha256,scopes,created_at) values (gen_random_uuid(),'x','x','x','{manage}',now()); --`,
    'a commit first': `'; commit; create table owned(x int); --`,
    'a program': `'; copy (select '') to program 'true'; --`,
    'a role': `'; alter role current_user superuser; --`,
    'a function': `'; create function owned() returns int language sql as 'select 1'; --`,
    'a block': `'; do $$ begin perform 1; end $$; --`,
    // writings of a quote
    'a backslash before the quote': `\\' or 1=1--`,
    'a quote in dollars': `$$ or 1=1--$$`,
    'a quote of Unicode': `U&'\\0027' or 1=1--`,
    'a parameter': `$1`,
    'a placeholder': `?`,
    'a quote in full width': `＇ or 1=1--`,
    'a pattern': `%`,
    'a list': `{a,b}`,
    JSON: `{"a":"'"}`,
    'a null': `null`,
  }),
  { name: 'a quote behind half a letter', text: `\ufffd' or 1=1--`, raw: '%bf%27%20or%201%3D1--' },
  { name: 'a zero byte', text: `a\0' or 1=1--` },
];
