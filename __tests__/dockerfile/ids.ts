/** A Dockerfile, and the ids of the cache mounts that BuildKit uses for it (a test of the engine builds them all). */
export type Ids = Readonly<{
  what: string;
  lines: readonly string[];
  /** `@` stands for a word unique to each test. */
  ids: readonly string[];
  buildArgs?: readonly string[];
  env?: Readonly<Record<string, string>>;
  target?: string;
}>;

/** A stage with a shell. BuildKit takes steps that differ in nothing but the id of a mount for one: hence the folder. */
const ROOT = ['FROM scratch AS root', 'COPY --from=busybox / /', 'WORKDIR /@'];
const mount = (id: string): string => `RUN --mount=type=cache,id=@${id},target=/m true`;
const under = (...lines: string[]): string[] => [...ROOT, ...lines];

const flags: readonly Ids[] = [
  ['a quoted value', 'RUN --mount="type=cache,id=@a,target=/m" true'],
  ['single quotes', "RUN --mount='type=cache,id=@a,target=/m' true"],
  ['a quoted id', 'RUN --mount=type=cache,id="@a",target=/m true'],
  ['a type in capitals', 'RUN --mount=type=CACHE,id=@a,target=/m true'],
  ['an option in capitals', 'RUN --mount=TYPE=cache,ID=@a,target=/m true'],
  ['a flag of two lines', 'RUN --mount=type=cache,\\\nid=@a,target=/m true'],
  ['the last of two ids', 'RUN --mount=type=cache,id=@b,id=@a,target=/m true'],
].map(([what = '', line = '']) => ({ what, lines: under(line), ids: ['@a'] }));

/** Lines after which only the mount `@a` is left. */
const heredocs: readonly Ids[] = [
  ['in double quotes', 'RUN echo "x <<EOF"'],
  ['in double quotes of several lines', 'RUN echo "x \\\n <<EOF"'],
  ['in single quotes', "RUN echo 'x <<EOF'"],
  ['a quoted word', 'RUN echo "<<EOF"'],
  ['in a string of printf', 'RUN printf "cat <<EOF\\n" > /f'],
  ['in a shell command', 'RUN sh -c ": <<EOF; true"'],
  ['escaped', 'RUN echo \\<\\<EOF'],
  ['a bit shift', 'RUN echo $((1<<2))'],
  ['in a label', 'LABEL a=<<EOF'],
  ['in exec form', 'RUN ["/bin/sh", "-c", "true <<EOF"]'],
  ['true', 'RUN cat <<EOF', mount('no'), 'EOF'],
  ['with a number', 'RUN cat 3<<EOF', mount('no'), 'EOF'],
  ['with a quoted name', "RUN cat <<'E F' > /f", mount('no'), 'E F'],
  ['with a partly quoted name', 'RUN cat <<E"O"F', mount('no'), 'EOF'],
  ['with spaces', 'RUN cat <<  EOF', mount('no'), 'EOF'],
  ['with tabs', 'RUN cat <<-EOF', mount('no'), '\t\tEOF'],
  ['ended only by a complete line', 'RUN cat <<EOF', 'EOF ', ' EOF', mount('no'), 'EOF'],
  ['two of them', 'RUN cat <<A <<-B', mount('no'), 'B', 'A', mount('no'), '\tB'],
  ['of a COPY', 'COPY <<EOF /f', mount('no'), 'EOF'],
  ['in a trigger', 'ONBUILD COPY <<EOF /f', mount('no'), 'EOF'],
].map(([what = '', ...lines]) => ({ what: `heredoc ${what}`, lines: under(...lines, mount('a')), ids: ['@a'] }));

const lineEnds: readonly Ids[] = [
  { what: 'an escaped line end', lines: under('RUN echo \\\\', mount('a')), ids: ['@a'] },
  {
    what: 'comments and empty lines within',
    lines: under('RUN true \\', "# it's", '', ' && true', mount('a')),
    ids: ['@a'],
  },
  {
    what: 'an escape at the end of a comment, which continues nothing',
    lines: under('# it is \\', mount('a'), '# RUN \\', 'RUN true'),
    ids: ['@a'],
  },
  { what: 'white space before `escape`', lines: ['  # escape=`', ...under('ENV A=b\\', mount('a'))], ids: ['@a'] },
  {
    what: 'a directive after an unknown one',
    lines: ['# maintainer=me', '# escape=`', ...under('ENV A=b`', mount('a'))],
    ids: ['@a'],
  },
  { what: 'a line of nothing but an escape', lines: under('\\', mount('a')), ids: ['@a'] },
  { what: 'spaces after an escape', lines: under('RUN true \\ \t', ' && true', mount('a')), ids: ['@a'] },
  { what: 'the last line is continued', lines: under('RUN true', `${mount('a')} \\`), ids: ['@a'] },
  {
    what: 'a directive that is none: it comes too late',
    lines: ['# a comment', '# escape=`', ...under('ENV A=b`', mount('a'))],
    ids: ['@a'],
  },
  {
    what: 'another escape character',
    lines: ['# escape=`', ...under('ARG V=1', 'RUN --mount=type=cache,target=/m,`', 'id=@$V-a true')],
    ids: ['@1-a'],
  },
];

const stages: readonly Ids[] = [
  {
    what: 'a name that is reused',
    lines: under('FROM root AS a', mount('a'), 'FROM a AS a', mount('b'), 'FROM a', 'RUN true'),
    ids: ['@a', '@b'],
  },
  {
    what: 'a target whose name is reused',
    lines: under('FROM root AS a', mount('a'), 'FROM root AS A', mount('b'), 'FROM root', mount('c')),
    target: 'a',
    ids: ['@b'],
  },
  {
    what: 'triggers, which are those of the next stage only, and before its own',
    lines: under(
      'FROM root AS a',
      `ONBUILD ${mount('on')}`,
      'ONBUILD ARG V=1',
      'FROM a AS b',
      mount('$V'),
      'FROM b',
      'RUN true',
    ),
    ids: ['@on', '@1'],
  },
  { what: 'triggers of an unused stage', lines: under(`ONBUILD ${mount('on')}`, mount('a')), ids: ['@a'] },
  {
    what: 'what a trigger copies from',
    lines: under('FROM root AS c', mount('c'), 'FROM root AS a', 'ONBUILD COPY --from=c /bin /b', 'FROM a', 'RUN true'),
    ids: ['@c'],
  },
  {
    what: 'a base that an argument names',
    lines: ['ARG B=root', ...under('ENV V=1', 'FROM $B', mount('$V'))],
    ids: ['@1'],
  },
];

const row = (what: string, lines: string[], id: string, expected: string, more: Partial<Ids> = {}): Ids => ({
  what,
  lines: under(...lines, mount(id)),
  ids: [`@${expected}`],
  ...more,
});

const variables: readonly Ids[] = [
  row('a quoted part', ['ARG V=1'], 'a-"$V"', 'a-1'),
  row('quotes of a flag, which are gone before it is expanded', ['ARG V=1'], "a-'$V'", 'a-1'),
  row('words in words', ['ARG B=2'], '${A:-${B:+"q"}-$B}', 'q-2'),
  row('what is not set', [], 'a$V-${V:-w}$1', 'a-w'),
  row('what has to be set', ['ARG V=1'], '${V:?no}', '1'),
  row('an argument without a value', ['ARG V=1'], '$V', '1', { buildArgs: ['V'] }),
  row('an argument of the environment', ['ARG V=1'], '$V', '7', { buildArgs: ['V'], env: { V: '7' } }),
  row('an empty argument', ['ARG V=1'], 'a$V', 'a', { buildArgs: ['V='] }),
  row('ARG after ENV', ['ENV V=2', 'ARG V=1'], '$V', '1'),
  row('ENV after ARG', ['ARG V=1', 'ENV V=2'], '$V', '2'),
  row('an argument and ARG after ENV', ['ENV V=2', 'ARG V=1'], '$V', '3', { buildArgs: ['V=3'] }),
  row('an argument and ENV after ARG', ['ARG V=1', 'ENV V=2'], '$V', '2', { buildArgs: ['V=3'] }),
  row('ARG without a value after ENV', ['ENV V=2', 'ARG V'], '$V', '2'),
  row('ARG without a value after ENV of the parent', ['ENV V=2', 'FROM root', 'ARG V'], '$V', '2'),
  row('values of one ENV', ['ENV A=1', 'ENV A=2 B=$A'], '$B', '1'),
  row('values of one ARG', ['ARG A=1', 'ARG A=2 B=$A'], '$B', '2'),
  row('ENV of one value', ['ENV A b=c'], '$A', 'b=c'),
  row('ENV of several quoted values', ['ENV A="x" B=\'$A\' C=a\\+b'], '${B:+y}$A$C', 'yxa+b'),
  row('a platform', ['ARG TARGETARCH'], '$TARGETARCH', 'foo', { buildArgs: ['TARGETARCH=foo'] }),
  row('what no ARG declares', [], 'a$TARGETARCH', 'a', { buildArgs: ['TARGETARCH=foo'] }),
  row('the name of the stage', ['FROM root AS Last', 'ARG TARGETSTAGE'], '$TARGETSTAGE', 'last'),
  {
    what: 'ARGs before the first FROM',
    lines: ['ARG G=1', 'ARG H=$G-2', ...under('ARG H', 'ARG G=5', mount('$H-$G'))],
    ids: ['@1-2-5'],
  },
  {
    what: 'the last of two targets',
    lines: under('RUN --mount=type=cache,target=/@x,dst=/@y true'),
    ids: ['/@y'],
  },
];

export const ids: readonly Ids[] = [...flags, ...heredocs, ...lineEnds, ...stages, ...variables];
