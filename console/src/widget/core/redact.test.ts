import { describe, expect, it } from 'vitest';
import { redact } from './redact';

const SECRETS = [
  ['Authorization: Bearer abc.def-123', 'abc.def-123'],
  ['authorization=Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
  ['{"access_token":"s3cr3t","n":1}', 's3cr3t'],
  ["{'apiKey': 'k-1234'}", 'k-1234'],
  ['Set-Cookie: sid=abc; Path=/', 'sid=abc'],
  ['cookie=a=1; b=2', 'b=2'],
  ['password = hunter2', 'hunter2'],
  ['login failed: token=t0k', 't0k'],
  ['{"error":"pwd=p0w"}', 'p0w'],
  ['密码：春天2026', '春天2026'],
  ['X-Receipt: app-1.abcdef', 'abcdef'],
  ['got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'eyJzdWIiOiIxIn0'],
  ['id 5f4dcc3b5aa765d61d8327deb882cf99', '5f4dcc3b5aa765d61d8327deb882cf99'],
  ['key AKiaIOSFODNN7EXAMPLEwJalrXUtnFEMI12', 'wJalrXUtnFEMI12'],
  ['https://u:p4ss@example.com/', 'p4ss'],
  ['https://example.com/a?name=张三&page=2#tab=x', '张三'],
  ['/cb#access_token=zzz', 'zzz'],
  ['card 4111 1111 1111 1111', '1111 1111'],
  ['身份证 11010519491231002X', '19491231'],
  [String.raw`{"config":{"data":"{\"user\":\"li\",\"password\":\"hunter2-xyz\"}"}}`, 'hunter2-xyz'],
  [String.raw`{"data":"{\"user\":\"li\",\"token\":\"t0k\"}"}`, 't0k'],
  [String.raw`{"a":"{\"b\":\"{\\\"password\\\":\\\"p0w\\\"}\"}"}`, 'p0w'],
  [String.raw`{"data":"{\"Authorization\":\"Token t0k\"}"}`, 't0k'],
  [String.raw`{"password":"a\"b c"}`, 'b c'],
  ['sid=abc123', 'abc123'],
  ['{"userPin":4711,"cvv":"989"}', '4711'],
  ['{"userPin":4711,"cvv":"989"}', '989'],
  ['password%3Dhunter2', 'hunter2'],
  ['%7B%22password%22%3A%22hunter2%22%7D', 'hunter2'],
  ['token%253Dt0k', 't0k'],
  ['password: a b c', 'b c'],
  ['密码：春天 2026', '2026'],
  ["{ 'password' => 'p0w' }", 'p0w'],
  ['["X-Api-Key","abcd1234"]', 'abcd1234'],
  [String.raw`{"h":"[[\"X-Api-Key\",\"abcd1234\"]]"}`, 'abcd1234'],
  ['{"name":"Authorization","value":"Token zzz111"}', 'zzz111'],
  ['{"name":"password","type":"text","value":"hunter2"}', 'hunter2'],
  ['{"password":"hunter2 and m…', 'hunter2'],
  [String.raw`{"data":"{\"password\":\"hunter2 and m…`, 'and m'],
  ['{"tokens":["a0a","b1b"],"n":1}', 'b1b'],
] as const;

const HARMLESS = [
  'TypeError: Cannot read properties of undefined (reading "length") at cart.js:12:5',
  '用户点击了结算，页面没有反应',
  'GET https://example.com/api/orders/1024 answered 500 after 31 ms',
  'started at 1764000000000',
  'a/very/long/path/of/components/without/any/digit/in/it.tsx',
  'spinner=on, inside: 3, shipping=free, SIDEBAR=1',
  '{"name":"page","value":"cart","rows":[["a","b"]]}',
];

describe('redact', () => {
  it.each(SECRETS)('takes the secret out of %s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  it.each(HARMLESS)('leaves %s as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('keeps the names of a query and what is around a secret', () => {
    expect(redact('GET /a?x=1&y=2 failed')).toBe('GET /a?x=…&y=… failed');
    expect(redact('login password=abc, user=li')).toBe('login password=[redacted], user=li');
    expect(redact('password: a b user: li')).toBe('password: [redacted] user: li');
    expect(redact('GET /cb?token=abc answered 500')).toBe('GET /cb?token=… answered 500');
    expect(redact(String.raw`{"a":"{\"pwd\":\"x y\",\"n\":1}"}`)).toBe(
      String.raw`{"a":"{\"pwd\":\"[redacted]\",\"n\":1}"}`,
    );
  });

  it('changes nothing when done twice', () => {
    for (const [text] of SECRETS) expect(redact(redact(text))).toBe(redact(text));
  });

  it('takes no more than a moment on hostile text', () => {
    const started = performance.now();
    const units = [
      'a-',
      'token',
      '1 ',
      '?a',
      '"\\',
      'eyJ',
      ':=',
      'x@',
      'a:',
      'a="',
      'token="',
      "token='\n",
      'token=\\"',
    ];
    const more = [
      '\\',
      'a\\',
      'token,',
      '["token","',
      '[token\\"',
      'token: a ',
      'token%253D',
      'a,value',
      'token=[',
      '密码 ',
    ];
    for (const unit of [...units, ...more]) redact(unit.repeat(2_000));
    redact(Array.from({ length: 100 }, (_, depth) => `token=${'\\'.repeat(depth)}"\n`).join(''));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
