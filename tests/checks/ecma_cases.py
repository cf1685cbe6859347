r"""Patterns for the translator: exact in unicode mode, lenient ones, and the refused with the words they are told by."""

# fmt: off
TEXTS = [
    "", "a", "A", "ab", "aa", "b", "abc", "aab", "aba", "a b", "foo", "foobar", "xfoo", "a-b", "-", "a-", "-a", "_", "a_b", "a.b", "a/b", "a@b.cn",
    "0", "12", "123", "000", "0000", "110101", "110101\n", "\n110101", "１１０１０１", "٣", "12a", "1.5", "-3", "1e5",
    "11010519491231002X", "11010519491231002x", "110105491231002", "123-45-6789", "000-45-6789", "666-45-6789", "123-00-6789", "123-45-0000",
    "2024-02-30", "Aa1!aaaa", "aaaaaaaa", "AAAAAAA1",
    " ", "\t", "\n", "\v", "\f", "\r", "\r\n", "a\nb", "a\rb", "a\u2028b", "a\u2029b", "\u0085", "\u00a0", "\u1680", "\u180e", "\u2000", "\u200a", "\u200b",
    "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff", "张　三", "a\ufeffb",
    "é", "e\u0301", "ß", "ſ", "K", "ñ", "aéa", "a中a", "Ω", "я", "Привет", "Ä", "ǅ", "ʰ",
    "中", "中文", "张三", "张三·李四", "京A12345", "京AD12345", "北京市", "㐀", "龥", "鿿", "〇", "々", "ひらがな", "カタカナ", "ー", "한국", "བོད", "ᠮᠣᠩ", "ꀀ",
    "\U0001f600", "a\U0001f600b", "\U0001f600\U0001f601", "\U00020000", "\U0001f468\u200d\U0001f469", "\U0010ffff", "\uffff", "\ue000",
    "[", "]", "{", "}", "(", ")", "[a]", "a]", "{}", "a{", "a{1", "a}", "^", "$", "a$", "|", "\\", "a\\b", "*", "+", "?", "&", "a&&b", "~", ":", "p:", ",", "，", "#", "%",
    "\0", "a\0", "\x01", "\x08", "\x1f", "\x7f", "½", "²", "Ⅷ", "€", "¥", "+1", "©", "«", "—", "‿", "、", "《x》",
    "http://a.cn/x?y=1", "a@b", "A-1", "x" * 30, "x" * 50, "ab" * 20,
]

EXACT = [
    # literals, edges, choices
    "", "a", "ab", "a|b", "a|", "|a", "|", "()", "(?:)", "(a|b)c", "(?:a|b|)c", "(?<n>a)b", "(?<$x>a)(?<_y1>b)", "^", "$", "^$", "^a", "a$", "^a$", "^a|b$", "^(a|b)$",
    "(^a)", "(a$)", "(?:^|b)a", "a(?:$|b)", "a^", "$a", "a^b", "^^a$$", "(?:^)*a", "(?:$)+", "(?:^|a){2}b", "((((a))))", "(?:a(?:b(?:c)?)?)", "中", "^中文$", "\U0001f600",
    "^\U0001f600$", "a\nb", "\n", "-", "a-b", "&&", "a&&b", "~", "#", "%", "@", ",", ":", "，",
    # the dot
    ".", "^.$", "^..$", "^.*$", "a.b", "^.{6}$", "^.{1,20}$", "^.{7,}$", "[.]", "^[^.]$", "^.{0,30}$", "^.{1,49}$", "^\\S{2,40}$", "^[^]{1,39}$",
    # short classes
    r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"^\d$", r"^\D$", r"^\w$", r"^\W$", r"^\s$", r"^\S$", r"^\d+$", r"^\w+$", r"^\s+$", r"^\S+$", r"^[\d]$", r"^[\D]$", r"^[\w]$",
    r"^[\W]$", r"^[\s]$", r"^[\S]$", r"^[^\d]$", r"^[^\D]$", r"^[^\w]$", r"^[^\W]$", r"^[^\s]$", r"^[^\S]$", r"^[\s\S]$", r"^[\d\D]+$", r"[^\s\S]", r"^[\d\s]+$", r"^[^\d\s]+$",
    r"^[\D5]$", r"^[^\Wa]$", r"^[\w.\-]+$", r"^[\S \t]+$", r"\s\d|\d\s", r"^[^\D0]$", r"^[\W_]$",
    # word boundaries
    r"\b", r"\B", r"^\b", r"\b$", r"^\B", r"\B$", r"\ba", r"a\b", r"\bfoo\b", r"foo\B", r"\Bfoo", r"a\Ba", r"^\B$", r"\B中", r"中\B", r"\b中", r"é\b", r"(?:\b|x)a", r"\B\B", r"^a\B",
    r"a\b.\ba", r"^(?:\B|a)$", r"\b\B", r"(?:a|\B)", r"^\w\B\W",
    # escapes
    r"\u0041", r"\u4e2d", r"^\u{4e2d}$", r"\u{1F600}", r"\uD83D\uDE00", r"^\ud83d\ude00$", r"\uD83D", r"\uDE00", r"^\uD83D\uDE00+$", r"^[\uD83D\uDE00]$", r"^[\u{1F600}-\u{1F601}]+$",
    r"[\uD83D\uDE00-\uD83D\uDE01]", r"[\uD800-\uDFFF]", r"^[^\uD800-\uDFFF]$", r"^[\uD83C-\uDBFF\uDC00-\uDFFF]+$", r"\x41", r"\x00", r"\0", r"a\0", r"^[\0-\x1f]$", r"\cJ", r"\cj",
    r"^[\cA-\cZ]$", r"\t", r"\n", r"\v", r"\f", r"\r", r"[\t\n\v\f\r]", r"^[\b]$", r"\^", r"\$", r"\\", r"\.", r"\*", r"\+", r"\?", r"\(", r"\)", r"\[", r"\]", r"\{", r"\}", r"\|", r"\/", "/",
    r"^\[a\]$", r"a\$", r"a\\b", r"\u{0}", r"\u{000041}", r"\u{10FFFF}", r"^[\x00-\x7f]*$", r"^[\u0000-\u007F]+$", r"^[\u4e00-\u9fa5]+$", r"^[\u4E00-\u9FA5·]{2,20}$", r"^[一-龥]{2,4}$",
    r"[\-]", r"[\]]", r"[\[]", r"[\\]", r"[\^]", r"[\/]", r"^[\^a]$", r"^[a\]]+$",
    # classes
    "[]", "[^]", "^[^]$", "a[]", "(?:[]|a)", "[]*", "^[]*$", "^[^]*$", "[a]", "[^a]", "^[^a]$", "[abc]", "[a-c]", "^[a-c]+$", "[-a]", "[a-]", "^[a-]+$", "[^-a]", "[a-c-]", "[a-c-e]", "[--/]", "[+--]",
    "[[]", "[[a]", "^[[a]$", "[(]", "^[.*+?(){}|$^]$", "[|]", "[a|b]", "^[a|b]$", "[&&]", "^[a&&b]+$", "[~~]", "[^^]", "[$]", "[{}]", "[a^]", "[:alpha:]", "^[:alph]+$", "[[:alpha:]", "[\u2028]", "[^\\n]",
    "^[^\\r\\n]+$", "[\U0001f600]", "^[^\U0001f600]$", "[\U0001f600-\U0001f64f]", "[一-龥]", "^[!-~]+$", "^[ -~]*$", "[\\w-]", "[-\\w]", "^[\\w\\-.]+$", "[\\d.]+", "^[0-9A-HJ-NPQRTUWXY]{18}$",
    # counts
    "a*", "a+", "a?", "^a*$", "^a+$", "^a?$", "a{2}", "^a{2}$", "^a{2,}$", "^a{1,2}$", "^a{0}$", "^a{0,0}b$", "a{0}", "^a{0,1}$", "a*?", "a+?", "a??", "^a{1,2}?$", "^a{2,}?$", "^a{2}?$", "^(ab)+$", "^(?:ab){20}$",
    "^(a|b)*$", "^(?:a*)*$", "^(?:a|b?)+$", "^(?:|a)+$", "^(?:(?:a|b)*)*$", "^(?:a{1,2}){2}$", "^x{30}$", "^x{25,35}$", "^(?:x{5}){6}$", "^a{007}$", "^x{1,1500}$", "^x{0,1001}y?$", "^(?:x{40}){0,40}$",
    "x{31,1200}", "^(?:x?){1,2000}$", "^(?:ab|x){2,1100}$", "^(?:x{1,40}){1,60}$", "x{30,}", "^x{1000,2500}$|^a", "^(?:(?:x|y{3}){2}){15}$", "(?:a?){3}b", "^(?:a+b?)+$", "^(?:a*?b)+?$",
    # properties
    r"\p{L}", r"\p{Lu}", r"^\p{Lu}$", r"^\p{Ll}+$", r"^\P{L}$", r"^\P{Lu}+$", r"\p{Letter}", r"^\p{Lowercase_Letter}$", r"^\p{Uppercase_Letter}$", r"^\p{Lt}$", r"^\p{Lm}$", r"^\p{Lo}+$", r"\p{M}", r"\p{Mn}",
    r"^\p{N}+$", r"^\p{Nd}+$", r"^\p{Nl}$", r"^\p{No}$", r"^\p{P}$", r"^\p{Pd}$", r"^\p{Ps}$", r"^\p{Pe}$", r"^\p{Pi}$", r"^\p{Pc}$", r"^\p{Po}$", r"^\p{S}$", r"^\p{Sc}$", r"^\p{Sm}$", r"^\p{So}$", r"^\p{Z}$",
    r"^\p{Zs}$", r"^\p{Zl}$", r"^\p{Zp}$", r"^\p{Cc}$", r"^\p{Cf}$", r"^\p{Co}$", r"\p{General_Category=Lu}", r"\p{gc=Nd}", r"\p{gc=Decimal_Number}", r"\p{digit}", r"\p{punct}", r"^\p{cntrl}$", r"\p{Combining_Mark}",
    r"\p{Script=Han}", r"^\p{sc=Han}+$", r"^\p{Script=Hani}$", r"^\P{Script=Han}$", r"\p{Script=Latin}", r"^\p{sc=Cyrl}+$", r"^\p{Script=Greek}$", r"^\p{Script=Hiragana}+$", r"^\p{Script=Katakana}+$",
    r"^\p{Script=Hangul}+$", r"\p{Script=Tibetan}", r"\p{Script=Mongolian}", r"\p{sc=Yiii}", r"^[\p{L}\p{N}]+$", r"^[^\p{L}]$", r"^[\p{L}\d_-]+$", r"^[\P{L}a]$", r"^[^\P{L}a]$", r"^[^\p{L}\p{N}\s]$",
    r"^[\p{Script=Han}·]{2,20}$", r"^\p{ASCII}+$", r"^\P{ASCII}+$", r"^\p{Any}$", r"\P{Any}", r"^\p{ASCII_Hex_Digit}+$", r"^\p{AHex}$", r"^\p{White_Space}$", r"^\p{space}$", r"^\P{White_Space}$",
    r"^[\p{White_Space}a]$", r"^[^\p{White_Space}]$", r"^[\p{L}\p{M}' -]{1,40}$", r"^\p{L}{1,500}$", r"^[\p{L}\p{N}]{3,30}$",
    # looks
    "^(?=a)", "^(?=a).$", "^(?!a)", "^(?!a).*$", "^(?=.*\\d)(?=.*[a-z])(?=.*[A-Z]).{8,}$", "^(?!0000)\\d{4}$", "^(?=.{1,3}$)[a-z]+$", "^(?!.*foo).*$", "^(?!.*foo)", "^(?!foo$).+$", "^(?!foo)(?!a).+$",
    r"^(?!000|666)[0-8][0-9]{2}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}$", "(?=^a)^a", "(?!a)^", "^(?:(?!a).)*$", "^((?!foo).)*$", r"^((?!\s).)+$", "^x(?:(?!b)[^]){0,60}$", "^(?:(?!ab|ba)[ab]){2}$", "^(?:(?=a)b|a)$",
    "^(?:(?!0)\\d+|a)$", "a$|^(?!a)b", "^(?=a)a|^(?!b)b|foo$", "(?<!-)$", "^a.*(?<!b)$", "(?<=a)$", "(?<=b)c$", "(?<!a)b$", "(?<!fo)o.{3}$", "^(?!-)[a-z-]+(?<!-)$", "^[^]*(?<!\\n)$", "(?<!a|foo)$", "(?<!x*a)$",
    "$(?<!a)", "^(?<!a)$", "^(?!$)", "^(?=$)", "^(?!^a)", "^\\b(?!f)\\w", "^a(?!b)", "^a(?=b|c)", "^(?:a|b)(?!b)", "^.{2}(?!c)", "^(?=[^]*b)[^]*a", "^(?!)", "^(?=)", "^(?:(?!aa)(?:(?!b).)*|b)$", "^(?=.*\\B)a",
    "^(?=(?:.*[a-z]){2})(?!.*\\d).*$", "^(?!a)(?:b|c)|^(?=a)a$", "^(?!.{4,})", "^(?!\\s|.*\\s$).*$", "^(?!(?:0+|1+)$)[01]+$",
    # as published
    r"^[1-9]\d{5}(18|19|20)\d{2}((0[1-9])|(1[0-2]))(([0-2][1-9])|10|20|30|31)\d{3}[0-9Xx]$", r"^1[3-9]\d{9}$", r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$", r"^\d{4}-\d{2}-\d{2}$",
    r"^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$", r"^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领A-Z]{1}[A-Z]{1}[A-Z0-9]{4}[A-Z0-9挂学警港澳]{1}$", r"^-?\d+(\.\d+)?([eE][+-]?\d+)?$",
    r"^(?:[0-9]{15}|[0-9]{17}[0-9Xx])$", r"^(https?|ftp)://[^\s/$.?#].[^\s]*$", r"^([01]\d|2[0-3]):[0-5]\d$", r"^[^\s]+(\s+[^\s]+)*$", r"^(\(?\d{3,4}\)?-?)?\d{7,8}$", r"^$|^\d{3}$",
]

# Errors in unicode mode, read as without the flag.
LENIENT = [
    r"\-", r"a\-b", r"\@", r"a\@b", r"\:", r"p\:", r"\,", r"\ ", r"\#", r"\_", r"a\_b", r"\%", r"\&", r"\~", r"\，", r"[\.\@]", r"[\w\@]", r"^[\:a]+$", r"\<", r"\=", r"\!", r"\'", r"\"",
    "a{", "{", "}", "a}", "{}", "a{1", "^{a}$", "{a", "a{,", "]", "a]", r"\[a]", "x{a}", "^[a]]$", r"\{a}",
    r"[\w-.]", r"^[\w-.]+$", r"[.-\d]", r"^[a-\d]+$", r"^[\w-\.]+$", r"^[\s-_]+$", r"^[\d-X]+$", r"^[\w.-\s]+$", r"^[^\w-.]$",
]

# The pattern, and words of the English message.
REFUSED = [
    (r"(a)\1", "the back reference \\1"), (r"\2", "the back reference \\2"), (r"(?<n>a)\k<n>", "the back reference \\k"), (r"\k", "the back reference \\k"),
    ("(?=a)b", "the look-ahead (?= at this place"), ("a+(?!b)", "the look-ahead (?! at this place"), ("^a*(?!b)c", "the look-ahead"), ("(?:(?=a)b)*", "the look-ahead"), ("^(?=(?!a)b)", "the look-ahead"),
    ("^(?:(?!a*).)*$", "the look-ahead"), ("^(?:(?!b)[ab])*b$", "the look-ahead"), ("^(?:a|bc)(?!d)", "the look-ahead"), ("^a?(?!b)", "the look-ahead"), ("^(?:(?!a).)*b", "the look-ahead"), ("(?:(?!a).)*$", "the look-ahead"), ("^(?:(?!a).b)*$", "the look-ahead"),
    ("(?<=a)b", "the look-behind (?<= at this place"), ("(?<!a)b*$", "the look-behind (?<! at this place"), ("^(?<=a)b", "the look-behind"),
    ("(?i)a", "the modifier (?i"), ("(?i:a)", "the modifier (?i"), ("(?-i:a)", "the modifier (?-"), ("(?P<n>a)", "Python's (?P"), ("(?>a)", "the atomic group"), ("(?#x)", "the comment (?#"), ("(?<n", "group name"),
    ("(?<1n>a)", 'the group name "1n"'), ("(?<n>a)(?<n>b)", 'the group name "n"'),
    (r"\Aa", "no escape \\A"), (r"a\z", "no escape \\z"), (r"a\Z", "no escape \\Z"), (r"\Qa\E", "no escape \\Q"), (r"\C", "no escape \\C"), (r"\a", "no escape \\a"), (r"\e", "no escape \\e"), (r"\h", "no escape \\h"),
    (r"\R", "no escape \\R"), (r"\X", "no escape \\X"), (r"\G", "no escape \\G"), (r"[\B]", "no escape \\B"), (r"[\1]", "no escape \\1"), (r"\01", "no escape \\0"), (r"\c", "no escape \\c"), (r"\c1", "no escape \\c"),
    (r"\x4", "no escape \\x"), (r"\u41", "no escape \\u"), (r"\u{}", "no escape \\u"), (r"\u{110000}", "no such character"), ("\\", "no escape \\"), (r"[\k]", "no escape \\k"), (r"\q{ab}", "no escape \\q"),
    (r"\pN", "\\p without {…}"), (r"\p{Han}", "property \\p{Han}"), (r"\p{Foo}", "property \\p{Foo}"), (r"\p{scx=Han}", "property \\p{scx=Han}"), (r"\p{C}", "property \\p{C}"), (r"\p{Cn}", "property \\p{Cn}"),
    (r"\p{Alphabetic}", "property \\p{Alphabetic}"), (r"\p{Emoji}", "property \\p{Emoji}"), (r"\p{lu}", "property \\p{lu}"), (r"\p{gc=Han}", "property"), (r"\p{Script=Cher}", "property"), (r"\p{^L}", "property"), (r"\p{LC}", "property"),
    ("[[:alpha:]]", "square brackets within brackets"), ("^[[:digit:]]+$", "square brackets within brackets"), ("[a-z&&[^b]]", "square brackets within brackets"), ("[]a]", "square brackets within brackets"), ("[^]a]", "brackets"),
    (r"[\w--\d]", "the set difference --"), (r"[\d-a-z]", "can be read in two ways"), ("[z-a]", "a range the wrong way round"), ("[a--]", "a range the wrong way round"), ("[a", 'a "[" that is never closed'), ("[a-", "never closed"),
    ("[", "never closed"), ("(", 'a "(" that is never closed'), ("a)", 'a ")" too many'), ("(a", "never closed"), ("[\\", "no escape \\"),
    ("*", 'nothing before "*"'), ("+a", 'nothing before "+"'), ("?", 'nothing before "?"'), ("a|*", "nothing before"), ("a**", "nothing before"), ("a*+", "the possessive quantifier *+"), ("a++", "possessive"), ("a?+", "possessive"),
    ("a{2}+", "possessive"), ("a{1}{2}", 'nothing before "{"'), ("{1}", 'nothing before "{"'), ("^*", "nothing before"), ("$+", "nothing before"), (r"\b*", "nothing before"), ("^(?=a)*", "nothing before"), ("(?<=a)?$", "nothing before"),
    ("a{2,1}", "the bounds are the wrong way round"), ("a{,3}", "{,n} is no repetition"), ("a{10001}", "more than 10000 repetitions"), ("a{0,99999999999999999999}", "more than 10000 repetitions"),
    ("(?:a{31}){100}", "nested repetitions"), ("(?:(?:a{20}){20}b){20}", "nested repetitions"), (r"\p{L}{3000}", "too large to be compiled"), ("a" * 10_001, "longer than 10000 characters"), ("(" * 101 + ")" * 101, "groups nested deeper than 100"),
]
