/** What compiled code asks for where Node 20 lacks something, by the name of Babel's helpers. */
export const languageHelpers = { usingCtx: usingContext, taggedTemplateLiteral: templateObject };

/**
 * What a block with `using` declarations becomes where the engine has none (Node 20): `u` and `a` hold what they are given, by
 * `using` and `await using`; `e` is the error that ended the block; `d` disposes of what is held, the last first, and throws that
 * error.
 */
function usingContext() {
  const held = [];
  const errors = [];
  const hold = (isAsync) => (value) => {
    if (value === null || value === undefined) return value;
    const dispose = (isAsync && value[Symbol.asyncDispose]) || value[Symbol.dispose];
    if (typeof dispose !== "function") throw new TypeError("what is declared by using cannot be disposed of");
    held.push({ isAsync, dispose: () => dispose.call(value) });
    return value;
  };
  return {
    u: hold(false),
    a: hold(true),
    set e(error) {
      errors.push(error);
    },
    d() {
      while (held.length > 0) {
        const { isAsync, dispose } = held.pop();
        if (isAsync) {
          const done = (async () => dispose())();
          return done.catch((error) => errors.push(error)).then(() => this.d());
        }
        try {
          dispose();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0)
        throw errors.length === 1 ? errors[0] : new AggregateError(errors.reverse(), errors[0].message);
    },
  };
}

/** What a template's tag is given: the compiler writes those that hold `</script` in another way. */
function templateObject(strings, raw) {
  return Object.freeze(Object.defineProperty(strings, "raw", { value: Object.freeze(raw) }));
}
