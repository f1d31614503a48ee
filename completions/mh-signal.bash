# bash completion of mh-signal, made by completions/generate of "mh-signal --describe". Change those, not this.
# shellcheck shell=bash

declare -gA _mh_signal_operands=(
	['add']=''
	['import']='file'
	['list']=''
	['show']='signal ...'
	['edit']='signal'
	['mention']='signal | mention'
	['assess']='signal ...'
	['triage']='signal ...'
	['forward']='signal'
	['feedback']='signal'
	['link']='signal signal|case'
	['unlink']='link ...'
	['lookup']=''
	['duplicates']=''
	['merge']='person | mention ...'
	['export']=''
	['template']='csv | yaml | map'
	['advice']='organisation theme minutes'
	['advice list']=''
	['outreach add']=''
	['outreach list']=''
	['outreach effect']=''
)
declare -gA _mh_signal_options=(
	['add']='--file --edit --victim --suspect --witness --contact --received --observed-from --observed-to --subject --municipality --place --place-detail --sector --reporter --reporter-contact --unnamed --may-be-told --channel --form --industry --indicators --indicators-absent --grading --urgency --narrative --external-id --source --registered-by --regime --onward --store --config --wait --dry-run --quiet --verbose --help --version'
	['import']='--map --rejects --ignore --source --delimiter --encoding --date --update --update-sealed --store --config --wait --dry-run --quiet --verbose --help --version'
	['list']='--open --overdue --feedback-due --store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['show']='--identity --purpose --store --config --wait --format --output --excel-nl --no-color --as-of --quiet --verbose --help --version'
	['edit']='--edit --identity --purpose --received --observed-from --observed-to --subject --municipality --place --place-detail --sector --reporter --reporter-contact --unnamed --may-be-told --channel --form --industry --indicators --indicators-absent --grading --urgency --narrative --external-id --source --registered-by --regime --onward --store --config --wait --dry-run --quiet --verbose --help --version'
	['mention']='--role --sex --age-band --country --name --born --contact --person-ref --ground --note --control --recruitment --relation --linked-to --store --config --wait --dry-run --quiet --verbose --help --version'
	['assess']='--seen --absent --not-asked --all --conclusion --note --store --config --wait --format --output --excel-nl --no-color --as-of --dry-run --quiet --verbose --help --version'
	['triage']='--to --reason --store --config --wait --dry-run --quiet --verbose --help --version'
	['forward']='--to --purpose --basis --special-basis --article --secrecy --consulted --groups --reason --reporter --without-suspects --by --output --days --spool --store --config --wait --dry-run --quiet --verbose --help --version'
	['feedback']='--told --on --by --partner --purpose --basis --special-basis --article --secrecy --consulted --store --config --wait --dry-run --quiet --verbose --help --version'
	['link']='--link --note --store --config --wait --dry-run --quiet --verbose --help --version'
	['unlink']='--store --config --wait --dry-run --quiet --verbose --help --version'
	['lookup']='--by --purpose --store --config --wait --format --output --excel-nl --no-color --as-of --quiet --verbose --help --version'
	['duplicates']='--purpose --limit --store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['merge']='--undo --anyway --store --config --wait --dry-run --quiet --verbose --help --version'
	['export']='--map --output --metadata --sealed --to --plaintext --purpose --basis --special-basis --article --secrecy --consulted --store --config --wait --format --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['template']='--store --config --wait --quiet --verbose --help --version'
	['advice']='--on --municipality --channel --store --config --wait --dry-run --quiet --verbose --help --version'
	['advice list']='--sums --store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['outreach add']='--partner --on --activity --audience --municipality --theme --reached --store --config --wait --dry-run --quiet --verbose --help --version'
	['outreach list']='--sums --store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['outreach effect']='--within --store --config --wait --format --output --excel-nl --no-color --as-of --quiet --verbose --help --version'
)
declare -gA _mh_signal_values=(
	['add --file']='file:'
	['add -f']='file:'
	['add --victim']='words'
	['add --suspect']='words'
	['add --witness']='words'
	['add --contact']='words'
	['add --received']='date'
	['add --observed-from']='date'
	['add --observed-to']='date'
	['add --subject']='catalogue:subject'
	['add --municipality']='catalogue:municipality'
	['add --place']='catalogue:place'
	['add --place-detail']='-'
	['add --sector']='catalogue:sector'
	['add --reporter']='catalogue:reporter'
	['add --reporter-contact']='-'
	['add --unnamed']='catalogue:yes-no'
	['add --may-be-told']='catalogue:may-be-told'
	['add --channel']='catalogue:channel'
	['add --form']='catalogue:form'
	['add --industry']='catalogue:industry'
	['add --indicators']='catalogue:indicator'
	['add --indicators-absent']='catalogue:indicator'
	['add --grading']='catalogue:grading'
	['add --urgency']='catalogue:urgency'
	['add --narrative']='-'
	['add --external-id']='-'
	['add --source']='word'
	['add --registered-by']='catalogue:reporter'
	['add --regime']='catalogue:regime'
	['add --onward']='catalogue:onward'
	['add --store']='file:'
	['add --config']='file:'
	['add --wait']='seconds'
	['import --map']='file:'
	['import --rejects']='file:'
	['import --ignore']='column'
	['import --source']='name'
	['import --delimiter']='words:comma semicolon tab bar'
	['import --encoding']='words:utf-8 windows-1252'
	['import --date']='words:yyyy-mm-dd dd-mm-yyyy'
	['import --store']='file:'
	['import --config']='file:'
	['import --wait']='seconds'
	['list --store']='file:'
	['list --config']='file:'
	['list --wait']='seconds'
	['list --format']='words:table csv jsonl ids xlsx'
	['list -f']='words:table csv jsonl ids xlsx'
	['list --output']='file:'
	['list -o']='file:'
	['list --columns']='names'
	['list -c']='names'
	['list --where']='expression'
	['list -w']='expression'
	['list --sort']='names'
	['list -s']='names'
	['list --limit']='number'
	['list -n']='number'
	['list --as-of']='day'
	['show --purpose']='catalogue:purpose'
	['show --store']='file:'
	['show --config']='file:'
	['show --wait']='seconds'
	['show --format']='words:table csv jsonl ids xlsx'
	['show -f']='words:table csv jsonl ids xlsx'
	['show --output']='file:'
	['show -o']='file:'
	['show --as-of']='day'
	['edit --purpose']='catalogue:purpose'
	['edit --received']='date'
	['edit --observed-from']='date'
	['edit --observed-to']='date'
	['edit --subject']='catalogue:subject'
	['edit --municipality']='catalogue:municipality'
	['edit --place']='catalogue:place'
	['edit --place-detail']='-'
	['edit --sector']='catalogue:sector'
	['edit --reporter']='catalogue:reporter'
	['edit --reporter-contact']='-'
	['edit --unnamed']='catalogue:yes-no'
	['edit --may-be-told']='catalogue:may-be-told'
	['edit --channel']='catalogue:channel'
	['edit --form']='catalogue:form'
	['edit --industry']='catalogue:industry'
	['edit --indicators']='catalogue:indicator'
	['edit --indicators-absent']='catalogue:indicator'
	['edit --grading']='catalogue:grading'
	['edit --urgency']='catalogue:urgency'
	['edit --narrative']='-'
	['edit --external-id']='-'
	['edit --source']='word'
	['edit --registered-by']='catalogue:reporter'
	['edit --regime']='catalogue:regime'
	['edit --onward']='catalogue:onward'
	['edit --store']='file:'
	['edit --config']='file:'
	['edit --wait']='seconds'
	['mention --role']='catalogue:role'
	['mention --sex']='catalogue:sex'
	['mention --age-band']='catalogue:age-band'
	['mention --country']='catalogue:country'
	['mention --name']='-'
	['mention --born']='-'
	['mention --contact']='-'
	['mention --person-ref']='-'
	['mention --ground']='catalogue:suspect-ground'
	['mention --note']='-'
	['mention --control']='catalogue:control'
	['mention --recruitment']='catalogue:recruitment'
	['mention --relation']='catalogue:relation'
	['mention --linked-to']='-'
	['mention --store']='file:'
	['mention --config']='file:'
	['mention --wait']='seconds'
	['assess --seen']='catalogue:indicator'
	['assess --absent']='catalogue:indicator'
	['assess --not-asked']='catalogue:indicator'
	['assess --conclusion']='catalogue:conclusion'
	['assess --note']='-'
	['assess --store']='file:'
	['assess --config']='file:'
	['assess --wait']='seconds'
	['assess --format']='words:table csv jsonl ids xlsx'
	['assess -f']='words:table csv jsonl ids xlsx'
	['assess --output']='file:'
	['assess -o']='file:'
	['assess --as-of']='day'
	['triage --to']='words:enriched assessed advice case forwarded closed'
	['triage --reason']='catalogue:signal-end'
	['triage --store']='file:'
	['triage --config']='file:'
	['triage --wait']='seconds'
	['forward --to']='kind:partner'
	['forward --purpose']='catalogue:purpose'
	['forward --basis']='catalogue:basis'
	['forward --special-basis']='catalogue:special-basis'
	['forward --article']='catalogue:article'
	['forward --secrecy']='catalogue:secrecy'
	['forward --consulted']='-'
	['forward --groups']='catalogue:data-group'
	['forward --reason']='catalogue:signal-end'
	['forward --by']='words:phone secure-mail post hand'
	['forward --output']='file:'
	['forward -o']='file:'
	['forward --days']='days'
	['forward --spool']='file:'
	['forward --store']='file:'
	['forward --config']='file:'
	['forward --wait']='seconds'
	['feedback --told']='words:received outcome'
	['feedback --on']='date'
	['feedback --by']='words:phone secure-mail post hand'
	['feedback --partner']='kind:partner'
	['feedback --purpose']='catalogue:purpose'
	['feedback --basis']='catalogue:basis'
	['feedback --special-basis']='catalogue:special-basis'
	['feedback --article']='catalogue:article'
	['feedback --secrecy']='catalogue:secrecy'
	['feedback --consulted']='-'
	['feedback --store']='file:'
	['feedback --config']='file:'
	['feedback --wait']='seconds'
	['link --link']='catalogue:link'
	['link --note']='-'
	['link --store']='file:'
	['link --config']='file:'
	['link --wait']='seconds'
	['unlink --store']='file:'
	['unlink --config']='file:'
	['unlink --wait']='seconds'
	['lookup --by']='what'
	['lookup --purpose']='catalogue:purpose'
	['lookup --store']='file:'
	['lookup --config']='file:'
	['lookup --wait']='seconds'
	['lookup --format']='words:table csv jsonl ids xlsx'
	['lookup -f']='words:table csv jsonl ids xlsx'
	['lookup --output']='file:'
	['lookup -o']='file:'
	['lookup --as-of']='day'
	['duplicates --purpose']='catalogue:purpose'
	['duplicates --limit']='number'
	['duplicates --store']='file:'
	['duplicates --config']='file:'
	['duplicates --wait']='seconds'
	['duplicates --format']='words:table csv jsonl ids xlsx'
	['duplicates -f']='words:table csv jsonl ids xlsx'
	['duplicates --output']='file:'
	['duplicates -o']='file:'
	['merge --store']='file:'
	['merge --config']='file:'
	['merge --wait']='seconds'
	['export --map']='file:'
	['export --output']='file:'
	['export -o']='file:'
	['export --metadata']='file:'
	['export --to']='kind:partner'
	['export --plaintext']='reason'
	['export --purpose']='catalogue:purpose'
	['export --basis']='catalogue:basis'
	['export --special-basis']='catalogue:special-basis'
	['export --article']='catalogue:article'
	['export --secrecy']='catalogue:secrecy'
	['export --consulted']='-'
	['export --store']='file:'
	['export --config']='file:'
	['export --wait']='seconds'
	['export --format']='words:table csv jsonl ids xlsx'
	['export -f']='words:table csv jsonl ids xlsx'
	['export --columns']='names'
	['export -c']='names'
	['export --where']='expression'
	['export -w']='expression'
	['export --sort']='names'
	['export -s']='names'
	['export --limit']='number'
	['export -n']='number'
	['export --as-of']='day'
	['template --store']='file:'
	['template --config']='file:'
	['template --wait']='seconds'
	['advice --on']='date'
	['advice --municipality']='catalogue:municipality'
	['advice --channel']='catalogue:channel'
	['advice --store']='file:'
	['advice --config']='file:'
	['advice --wait']='seconds'
	['advice list --store']='file:'
	['advice list --config']='file:'
	['advice list --wait']='seconds'
	['advice list --format']='words:table csv jsonl ids xlsx'
	['advice list -f']='words:table csv jsonl ids xlsx'
	['advice list --output']='file:'
	['advice list -o']='file:'
	['advice list --columns']='names'
	['advice list -c']='names'
	['advice list --where']='expression'
	['advice list -w']='expression'
	['advice list --sort']='names'
	['advice list -s']='names'
	['advice list --limit']='number'
	['advice list -n']='number'
	['advice list --as-of']='day'
	['outreach add --partner']='kind:partner'
	['outreach add --on']='date'
	['outreach add --activity']='catalogue:activity'
	['outreach add --audience']='catalogue:audience'
	['outreach add --municipality']='catalogue:municipality'
	['outreach add --theme']='catalogue:theme'
	['outreach add --reached']='number'
	['outreach add --store']='file:'
	['outreach add --config']='file:'
	['outreach add --wait']='seconds'
	['outreach list --store']='file:'
	['outreach list --config']='file:'
	['outreach list --wait']='seconds'
	['outreach list --format']='words:table csv jsonl ids xlsx'
	['outreach list -f']='words:table csv jsonl ids xlsx'
	['outreach list --output']='file:'
	['outreach list -o']='file:'
	['outreach list --columns']='names'
	['outreach list -c']='names'
	['outreach list --where']='expression'
	['outreach list -w']='expression'
	['outreach list --sort']='names'
	['outreach list -s']='names'
	['outreach list --limit']='number'
	['outreach list -n']='number'
	['outreach list --as-of']='day'
	['outreach effect --within']='length'
	['outreach effect --store']='file:'
	['outreach effect --config']='file:'
	['outreach effect --wait']='seconds'
	['outreach effect --format']='words:table csv jsonl ids xlsx'
	['outreach effect -f']='words:table csv jsonl ids xlsx'
	['outreach effect --output']='file:'
	['outreach effect -o']='file:'
	['outreach effect --as-of']='day'
)

# Ids, codes and names that there are: for what follows "kind:" or "catalogue:", or is the name of an operand or argument.
_mh_signal_known() {
	case $1 in
	kind:signal | signal) mh-signal list --format ids ;;
	kind:case | case) mh-case list --format ids ;;
	kind:referral | referral) mh-refer list --format ids ;;
	kind:partner | partner) mh-refer partner list --format csv --columns code | tail -n +2 ;;
	report) mh-report list --format ids ;;
	measure) mh-report measures --format csv | tail -n +2 | cut -d , -f 1 | sort -u ;;
	dimension) mh-report measures --format csv | tail -n +2 | cut -d , -f 2 | sort -u ;;
	catalogue:*) mh-store codes "${1#catalogue:}" --format csv --columns code | tail -n +2 ;;
	catalogue) mh-store codes --format csv --columns catalogue | tail -n +2 | sort -u ;;
	esac 2> /dev/null
}

# Adds to COMPREPLY what begins with $2 of a sort of values; sorts that are joined by | are alternatives.
_mh_signal_value() {
	local sort
	while read -r sort; do
		_mh_signal_one "$sort" "$2"
	done <<< "${1//|/$'\n'}"
	((${#COMPREPLY[@]} < 2)) || mapfile -t COMPREPLY < <(printf '%s\n' "${COMPREPLY[@]}" | awk '!seen[$0]++')
}

_mh_signal_one() {
	local word
	case $1 in
	words:*)
		while read -r word; do
			COMPREPLY+=("$word")
		done < <(compgen -W "${1#words:}" -- "$2") ;;
	file: | file | folder)
		compopt -o filenames 2> /dev/null
		while read -r word; do
			COMPREPLY+=("$word")
		done < <(compgen -f -- "$2") ;;
	*)
		while read -r word; do
			[[ $word == "$2"* ]] && COMPREPLY+=("$word")
		done < <(_mh_signal_known "$1") ;;
	esac
}

# The name of operand number $2 of a command: "case track event", "[file | folder] ...".
_mh_signal_operand() {
	local -a names
	local operands=${_mh_signal_operands[$1]//[\[\]]/}
	read -ra names <<< "${operands// | /|}"
	((${#names[@]})) || return
	local last=$((${#names[@]} - 1))
	[[ ${names[last]} == ... ]] && last=$((last - 1))
	echo "${names[$2 < last ? $2 : last]}"
}

_mh_signal() {
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i operand=0
	COMPREPLY=()
	[[ $before == '=' ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
	[[ $current == '=' ]] && current=''
	local first=${COMP_WORDS[1]} second=${COMP_WORDS[2]:-}
	if ((COMP_CWORD > 2)) && [[ -v _mh_signal_operands["$first $second"] ]]; then
		command="$first $second" i=3
	elif ((COMP_CWORD > 1)) && [[ -v _mh_signal_operands["$first"] ]]; then
		command=$first i=2
	fi
	if [[ -z $command ]]; then
		local -a words
		if ((COMP_CWORD == 1)); then
			mapfile -t words < <(printf '%s\n' "${!_mh_signal_operands[@]}" | cut -d ' ' -f 1 | sort -u)
			words+=(--help --version --describe)
		else
			mapfile -t words < <(printf '%s\n' "${!_mh_signal_operands[@]}" | sed -n "s/^$first //p" | sort)
		fi
		mapfile -t COMPREPLY < <(compgen -W "${words[*]}" -- "$current")
	elif [[ -v _mh_signal_values["$command $before"] ]]; then
		_mh_signal_value "${_mh_signal_values["$command $before"]}" "$current"
	elif [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "${_mh_signal_options[$command]}" -- "$current")
	else
		for (( ; i < COMP_CWORD; i++)); do
			[[ ${COMP_WORDS[i]} == -?* ]] && { [[ -v _mh_signal_values["$command ${COMP_WORDS[i]}"] ]] && ((i++)); continue; }
			((operand++))
		done
		_mh_signal_value "$(_mh_signal_operand "$command" "$operand")" "$current"
	fi
}
complete -F _mh_signal mh-signal
