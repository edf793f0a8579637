#!/bin/sh
# Check a package of evidence with openssl alone: nothing of ours decides anything here.
#   sh verify.sh package.zip policy.txt     (or the folder it was unpacked into)
# policy.txt: a line "log VKEY", "witness VKEY" for each witness, "quorum N" for how many of them must have signed (1),
# "receipts SPKI" (base64) for a key that receipts are believed of.
# Prints one line for each entry of the record, each original, each copy, each signed capture and each receipt; ends with
# 0 when all are PASS. That no number of a chain is missing is told by the other verifier.
set -u
export LC_ALL=C
package=$1 policy=$2
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
if [ -d "$package" ]; then cp -R "$package" "$work/p"; else unzip -q -d "$work/p" "$package" || exit 1; fi
cd "$work" || exit 1
worst=0

say() { echo "$1 $2"; case $1 in PASS) ;; INCOMPLETE*) [ $worst = 1 ] || worst=2 ;; *) worst=1 ;; esac; }
unbase64() { printf '%s' "$1" | openssl base64 -d -A; }
hash() { openssl dgst -sha256 -binary; }

# The 32 bytes of a vkey behind the head that makes them a public key (RFC 8410); its name and its four bytes of id.
public() { # vkey file
    { printf '\060\052\060\005\006\003\053\145\160\003\041\000'; after=${1#*+} && unbase64 "${after#*+}" | tail -c 32; } > key.der
    openssl pkey -pubin -inform DER -in key.der -out "$2" 2> /dev/null
}

# Base64 into a file; not when it is none, or one of several texts that say the same.
decoded() { # base64 file
    unbase64 "$1" > "$2" && [ "$(openssl base64 -A < "$2")" = "$1" ]
}

# How the key of a vkey stands to the text in `text` by the lines in `lines`: 0 has signed it, 1 has not, 2 wrongly.
signed_by() { # vkey
    public "$1" key.pem || return 2
    name=${1%%+*} && rest=${1#*+} && id=${rest%%+*} found=1
    while read -r dash who base64; do
        [ "$dash" = "—" ] && decoded "$base64" line.bin || return 2
        [ "$who" = "$name" ] && [ "$(head -c 4 line.bin | od -An -tx1 | tr -d ' \n')" = "$id" ] || continue
        if [ "$(wc -c < line.bin)" = 76 ]; then # a witness: eight bytes of time, then the signature
            at=$(tail -c 72 line.bin | head -c 8 | od -An -tx1 | tr -d ' \n')
            { printf 'cosignature/v1\ntime %d\n' "0x$at"; cat text; } > said
        else
            cp text said
        fi
        tail -c 64 line.bin > sig
        openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in said -sigfile sig > /dev/null 2>&1 || return 2
        found=0
    done < lines
    return $found
}

# What the signatures in `lines` make of the checkpoint in `text`. It is the same for every entry: worked out once.
believed() {
    cat text lines > note
    if ! cmp -s note note.known; then
        verdict=$(judged) && cp note note.known && echo "$verdict" > note.verdict
    fi
    cat note.verdict
}

judged() {
    log='' witnesses=0 quorum=$(sed -n 's/^quorum //p' policy)
    while read -r word vkey; do
        case $word in log | witness) ;; *) continue ;; esac
        signed_by "$vkey"
        case $? in 1) continue ;; 2) echo FAIL && return ;; esac
        if [ "$word" = witness ]; then
            witnesses=$((witnesses + 1))
        elif [ "${vkey%%+*}" = "$(sed -n 1p text)" ]; then
            log=yes
        fi
    done < policy
    [ "$log" = yes ] || { echo FAIL; return; }
    grep -q '^witness ' policy && quorum=${quorum:-1}
    if [ "$witnesses" -ge "${quorum:-0}" ]; then echo PASS; else echo INCOMPLETE; fi
}

# The root that the leaf in `node` and the hashes in `hashes` come to (RFC 9162, 2.1.3.2), in `node`.
climb() { # index size
    at=$1 last=$(($2 - 1))
    while read -r base64; do
        [ "$last" = 0 ] && return 1
        decoded "$base64" sibling && [ "$(wc -c < sibling)" = 32 ] || return 1
        if [ $((at & 1)) = 1 ] || [ "$at" = "$last" ]; then
            { printf '\001'; cat sibling node; } | hash > up
            while [ $((at & 1)) = 0 ] && [ "$at" != 0 ]; do at=$((at >> 1)) last=$((last >> 1)); done
        else
            { printf '\001'; cat node sibling; } | hash > up
        fi
        mv up node
        at=$((at >> 1)) last=$((last >> 1))
    done < hashes
    [ "$last" = 0 ]
}

entry() { # number
    event=p/events/$1.json proof=p/events/$1.tlog-proof
    [ -f "$event" ] || { echo FAIL; return; }
    [ -f "$proof" ] || { echo INCOMPLETE; return; }
    [ "$(head -n 1 "$proof")" = "c2sp.org/tlog-proof@v1" ] || { echo FAIL; return; }
    sed -n '1,/^$/p' "$proof" > head
    salt=$(sed -n 's/^extra //p' head) index=$(sed -n 's/^index //p' head)
    sed -n '/^index /,/^$/p' head | sed '1d;$d' > hashes
    sed '1,/^$/d' "$proof" | sed -n '1,/^$/p' | sed '$d' > text
    sed '1,/^$/d' "$proof" | sed '1,/^$/d' > lines
    size=$(sed -n 2p text) root=$(sed -n 3p text)
    case $index$size in *[!0-9]* | '') echo FAIL; return ;; esac
    [ "$index" -lt "$size" ] || { echo FAIL; return; }
    verdict=$(believed)
    [ "$verdict" != FAIL ] && decoded "$salt" salt || { echo FAIL; return; }
    { printf 'fengxun/leaf/v1\n'; cat salt "$event" | hash; } > committed
    { printf '\000'; cat committed; } | hash > node
    climb "$index" "$size" || { echo FAIL; return; }
    [ "$(openssl base64 -A < node)" = "$root" ] || { echo FAIL; return; }
    echo "$verdict"
}

# Whether the key in `key.pem` (ECDSA P-256) has signed the text in `said`: r and s, 32 bytes each, are made DER.
ecdsa() { # signature
    [ "$(wc -c < "$1")" = 64 ] || return 1
    r=$(head -c 32 "$1" | od -An -v -tx1 | tr -d ' \n') s=$(tail -c 32 "$1" | od -An -v -tx1 | tr -d ' \n')
    half=7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8
    [ "$(printf '%s\n%s\n' "$s" $half | sort | tail -n 1)" = $half ] || return 1
    printf 'asn1=SEQUENCE:s\n[s]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' "$r" "$s" > sig.conf
    openssl asn1parse -genconf sig.conf -noout -out sig.der 2> /dev/null
    openssl dgst -sha256 -verify key.pem -signature sig.der said > /dev/null 2>&1
}

# A public key in base64 into `key.pem`.
p256() { decoded "$1" key.der && openssl pkey -pubin -inform DER -in key.der -out key.pem 2> /dev/null; }

# The number of the event that says all of these words.
told() { # word...
    set -- "$@" && all=$(ls p/events/*.json)
    for word; do all=$(echo "$all" | xargs grep -lF -e "$word" /dev/null) || return 1; done
    basename "$(echo "$all" | head -n 1)" .json
}

capture() { # file
    key=$(basename "$(dirname "$1")") sum=$(openssl dgst -sha256 "$1" | sed 's/.*= //')
    enrolled=$(told '"action":"capture_key.enrolled"' "\"subject\":\"$key\"") || { echo FAIL; return; }
    number=$(told '"action":"capture.' "\"key\":\"$key\"" "\"sha256\":\"$sum\"") || { echo FAIL; return; }
    verdict=$(sed -n "s/ $number\$//p" verdicts)
    grep -q "^\(PASS\|INCOMPLETE\) $enrolled\$" verdicts || { echo FAIL; return; }
    p256 "$(sed -n 's/.*"public_key":"\([^"]*\)".*/\1/p' "p/events/$enrolled.json")" || { echo FAIL; return; }
    { printf 'fengxun/manifest/v1\n'; cat "$1"; } > said
    ecdsa "${1%.json}.sig" || { echo FAIL; return; }
    told '"action":"capture_key.approved"' "\"subject\":\"$key\"" > /dev/null || verdict=INCOMPLETE
    if [ "$(said_in kind "$1")" = confirmed ]; then
        told '"action":"capture.signed"' "\"subject\":\"$(said_in id "$1")\"" "\"sha256\":\"$(said_in manifest "$1")\"" > /dev/null ||
            { echo FAIL; return; }
    fi
    echo "$verdict"
}

said_in() { # word, file: what an entry of a chain says of it, a text
    tr -d ' \n' < "$2" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}

# Whether the second of two officers has signed that they were there, by what was found of each entry so far.
confirmed() { # medium, SHA-256 of its entry, second officer
    while read -r verdict entry; do
        [ "$verdict" != FAIL ] && [ "$(said_in kind "$entry")" = confirmed ] && [ "$(said_in id "$entry")" = "$1" ] &&
            [ "$(said_in manifest "$entry")" = "$2" ] || continue
        enrolled=$(told '"action":"capture_key.enrolled"' "\"subject\":\"$(basename "$(dirname "$entry")")\"")
        grep -qF "\"person_id\":\"$3\"" "p/events/$enrolled.json" && echo "$verdict" && return
    done < entries
    echo INCOMPLETE
}

# Of which original a copy was made, and that the original itself was taken in, by the record.
derived() { # id of the copy
    number=$(told '"action":"medium.derived"' "\"medium\":\"$1\"") || { echo FAIL; return; }
    of=$(sed -n 's/.*"subject":"\([^"]*\)".*/\1/p' "p/events/$number.json")
    told '"action":"medium.received"' "\"subject\":\"$of\"" > /dev/null || { echo FAIL; return; }
    own=$(told '"action":"medium.received"' "\"subject\":\"$1\"" '"derived_from":') &&
        ! grep -qF "\"derived_from\":\"$of\"" "p/events/$own.json" && { echo FAIL; return; }
    sed -n "s/ $number\$//p" verdicts
}

receipt() { # file
    cp "$1" said
    sum=$(sed -n 3p said) id=$(sed -n 2p said) manifest=$(sed -n 8p said)
    [ "$manifest" = - ] || told '"action":"capture.signed"' "\"subject\":\"$id\"" "\"sha256\":\"$manifest\"" > /dev/null || { echo FAIL; return; }
    [ "$id" = "$(basename "$1" .txt)" ] || { echo FAIL; return; }
    for original in p/originals/"$id".*; do
        [ ! -f "$original" ] || [ "$(openssl dgst -sha256 "$original" | sed 's/.*= //')" = "$sum" ] || { echo FAIL; return; }
    done
    while read -r word spki; do
        [ "$word" = receipts ] && p256 "$spki" && ecdsa "${1%.txt}.sig" && { echo PASS; return; }
    done < policy
    echo FAIL
}

case $policy in /*) ;; *) policy=$OLDPWD/$policy ;; esac
cp "$policy" policy || exit 1
for event in p/events/*.json; do
    number=$(basename "$event" .json)
    verdict=$(entry "$number")
    grep -q "\"id\":$number[,}]" "$event" || verdict=FAIL
    say "$verdict" "events/$number.json"
    echo "$verdict $number" >> verdicts
done
for original in p/originals/*; do
    [ -f "$original" ] || continue
    id=$(basename "$original" | sed 's/\..*//') sum=$(openssl dgst -sha256 "$original" | sed 's/.*= //')
    event=$(grep -l "\"subject\":\"$id\"" p/events/*.json | xargs grep -l '"action":"medium.received"' | head -n 1)
    verdict=$(sed -n "s/ $(basename "${event:-none}" .json)\$//p" verdicts)
    grep -q "\"sha256\":\"$sum\"" "${event:-/dev/null}" || verdict=FAIL
    say "${verdict:-FAIL}" "${original#p/}"
done
for event in $(grep -lE '"action":"medium.derived"|"derived_from":"' p/events/*.json); do
    sed -n 's/.*"medium":"\([^"]*\)".*/\1/p; /"derived_from":"/s/.*"subject":"\([^"]*\)".*/\1/p' "$event" && echo
done | sort -u | grep . > copies
while read -r copy; do
    say "$(derived "$copy")" "derived/$copy"
done < copies
for entry in p/chain/*/*.json; do
    [ -f "$entry" ] || continue
    verdict=$(capture "$entry")
    say "$verdict" "${entry#p/}"
    echo "$verdict $entry" >> entries
done
[ ! -f entries ] || while read -r verdict entry; do
    second=$(tr -d ' \n' < "$entry" | sed -n 's/.*"officers":\["[^"]*","\([^"]*\)"\].*/\1/p')
    [ -n "$second" ] && [ "$verdict" != FAIL ] && [ "$(said_in kind "$entry")" = capture ] || continue
    id=$(said_in id "$entry") sum=$(openssl dgst -sha256 "$entry" | sed 's/.*= //')
    say "$(confirmed "$id" "$sum" "$second")" "confirmed/$id"
done < entries
for receipt in p/receipts/*.txt; do
    [ -f "$receipt" ] && grep -q '^receipts ' policy && say "$(receipt "$receipt")" "${receipt#p/}"
done
exit $worst
