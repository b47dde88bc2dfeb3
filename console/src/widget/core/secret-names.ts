/** Which names tell that their value is a secret. */

const SECRET_WORD =
  /pass(?:word|wd|phrase|code)?|pwd|secret|token|jwt|api[-_]?key|access[-_]?key|private[-_]?key|auth|cookie|session|sess?id|credential|signature|otp|captcha|密码|口令|令牌|验证码/i;
/** Short ones as words of their own, as in `connect_sid` and `userPin`: `inside` and `spinner` are no secrets. */
const SHORT_WORD =
  /(?<![A-Za-z])(?:sid|pin|cvv|cvc)(?![a-z])|(?:Sid|Pin|Cvv|Cvc)(?![a-z])|(?<![A-Z])(?:SID|PIN|CVV|CVC)(?![A-Za-z])/;
const HEADER = /(?:cookies?|authorization|x-[\w-]{0,40}(?:token|key|receipt))$/i;

/** Whether the value under this name is to be hidden whatever it is. */
export function isSecretName(name: string): boolean {
  return SECRET_WORD.test(name) || SHORT_WORD.test(name) || HEADER.test(name);
}

/** Whether it is a header, whose value may have spaces and semicolons. */
export function isSecretHeader(name: string): boolean {
  return HEADER.test(name);
}
