# bash completion of mh-refer, made by completions/generate of "mh-refer --describe". Change those, not this.
# shellcheck shell=bash

declare -gA _mh_refer_operands=(
	['partner import']='file'
	['partner list']=''
	['partner show']='partner ...'
	['partner capacity']='partner'
	['agreement add']=''
	['agreement list']=''
	['suggest']='case'
	['preview']='case | referral'
	['send']='case | referral'
	['receive']='[file | folder | -] ...'
	['accept']='referral ...'
	['decline']='referral ...'
	['wait']='referral ...'
	['start']='referral ...'
	['finish']='referral ...'
	['withdraw']='referral ...'
	['resend']='referral ...'
	['record']='referral state'
	['notice']=''
	['sync']=''
	['register']='case | registration'
	['registrations']=''
	['list']=''
	['show']='referral ...'
	['disclosures']=''
	['overdue']=''
)
declare -gA _mh_refer_options=(
	['partner import']='--confirm-key --update-sealed --store --config --wait --dry-run --quiet --verbose --help --version'
	['partner list']='--store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['partner show']='--purpose --store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['partner capacity']='--place --beds --from --until --store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --quiet --verbose --help --version'
	['agreement add']='--with --kind --name --signed --review --until --digest --store --config --wait --quiet --verbose --help --version'
	['agreement list']='--store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['suggest']='--need --situation --store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['preview']='--to --purpose --ask --urgency --answer-due --basis --special-basis --article --secrecy --consulted --request --groups --by --open --store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['send']='--to --purpose --ask --urgency --answer-due --basis --special-basis --article --secrecy --consulted --request --groups --by --output --days --spool --store --config --wait --quiet --verbose --help --version'
	['receive']='--no-receipt --settled --reason --spool --store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['accept']='--on --note --spool --store --config --wait --quiet --verbose --help --version'
	['decline']='--reason --on --note --spool --store --config --wait --quiet --verbose --help --version'
	['wait']='--on --note --spool --store --config --wait --quiet --verbose --help --version'
	['start']='--on --note --spool --store --config --wait --quiet --verbose --help --version'
	['finish']='--on --note --spool --store --config --wait --quiet --verbose --help --version'
	['withdraw']='--on --note --spool --store --config --wait --quiet --verbose --help --version'
	['resend']='--spool --store --config --wait --quiet --verbose --help --version'
	['record']='--by --on --reason --from --note --store --config --wait --quiet --verbose --help --version'
	['notice']='--again --spool --store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['sync']='--transport --spool --store --config --wait --dry-run --quiet --verbose --help --version'
	['register']='--to --dossier --on --reference --already-by --basis --special-basis --article --secrecy --consulted --map --by --output --store --config --wait --quiet --verbose --help --version'
	['registrations']='--store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['list']='--partner --case --store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['show']='--purpose --store --config --wait --format --output --excel-nl --no-color --quiet --verbose --help --version'
	['disclosures']='--partner --person --from --to --store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['overdue']='--store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --quiet --verbose --help --version'
)
declare -gA _mh_refer_values=(
	['partner import --confirm-key']='fingerprint'
	['partner import --store']='file:'
	['partner import --config']='file:'
	['partner import --wait']='seconds'
	['partner list --store']='file:'
	['partner list --config']='file:'
	['partner list --wait']='seconds'
	['partner list --format']='words:table csv jsonl ids xlsx'
	['partner list -f']='words:table csv jsonl ids xlsx'
	['partner list --output']='file:'
	['partner list -o']='file:'
	['partner list --columns']='names'
	['partner list -c']='names'
	['partner list --where']='expression'
	['partner list -w']='expression'
	['partner list --sort']='names'
	['partner list -s']='names'
	['partner list --limit']='number'
	['partner list -n']='number'
	['partner list --as-of']='day'
	['partner show --purpose']='catalogue:purpose'
	['partner show --store']='file:'
	['partner show --config']='file:'
	['partner show --wait']='seconds'
	['partner show --format']='words:table csv jsonl ids xlsx'
	['partner show -f']='words:table csv jsonl ids xlsx'
	['partner show --output']='file:'
	['partner show -o']='file:'
	['partner capacity --place']='catalogue:shelter'
	['partner capacity --beds']='number'
	['partner capacity --from']='date'
	['partner capacity --until']='date'
	['partner capacity --store']='file:'
	['partner capacity --config']='file:'
	['partner capacity --wait']='seconds'
	['partner capacity --format']='words:table csv jsonl ids xlsx'
	['partner capacity -f']='words:table csv jsonl ids xlsx'
	['partner capacity --output']='file:'
	['partner capacity -o']='file:'
	['partner capacity --columns']='names'
	['partner capacity -c']='names'
	['partner capacity --where']='expression'
	['partner capacity -w']='expression'
	['partner capacity --sort']='names'
	['partner capacity -s']='names'
	['partner capacity --limit']='number'
	['partner capacity -n']='number'
	['agreement add --with']='kind:partner'
	['agreement add --kind']='catalogue:agreement-kind'
	['agreement add --name']='text'
	['agreement add --signed']='date'
	['agreement add --review']='date'
	['agreement add --until']='date'
	['agreement add --digest']='text'
	['agreement add --store']='file:'
	['agreement add --config']='file:'
	['agreement add --wait']='seconds'
	['agreement list --store']='file:'
	['agreement list --config']='file:'
	['agreement list --wait']='seconds'
	['agreement list --format']='words:table csv jsonl ids xlsx'
	['agreement list -f']='words:table csv jsonl ids xlsx'
	['agreement list --output']='file:'
	['agreement list -o']='file:'
	['agreement list --columns']='names'
	['agreement list -c']='names'
	['agreement list --where']='expression'
	['agreement list -w']='expression'
	['agreement list --sort']='names'
	['agreement list -s']='names'
	['agreement list --limit']='number'
	['agreement list -n']='number'
	['agreement list --as-of']='day'
	['suggest --need']='catalogue:service'
	['suggest --situation']='catalogue:situation'
	['suggest --store']='file:'
	['suggest --config']='file:'
	['suggest --wait']='seconds'
	['suggest --format']='words:table csv jsonl ids xlsx'
	['suggest -f']='words:table csv jsonl ids xlsx'
	['suggest --output']='file:'
	['suggest -o']='file:'
	['preview --to']='kind:partner'
	['preview --purpose']='catalogue:purpose'
	['preview --ask']='catalogue:service'
	['preview --urgency']='catalogue:urgency'
	['preview --answer-due']='date'
	['preview --basis']='catalogue:basis'
	['preview --special-basis']='catalogue:special-basis'
	['preview --article']='catalogue:article'
	['preview --secrecy']='catalogue:secrecy'
	['preview --consulted']='-'
	['preview --request']='-'
	['preview --groups']='catalogue:data-group'
	['preview --by']='words:exchange phone secure-mail post hand'
	['preview --store']='file:'
	['preview --config']='file:'
	['preview --wait']='seconds'
	['preview --format']='words:table csv jsonl ids xlsx'
	['preview -f']='words:table csv jsonl ids xlsx'
	['preview --output']='file:'
	['preview -o']='file:'
	['send --to']='kind:partner'
	['send --purpose']='catalogue:purpose'
	['send --ask']='catalogue:service'
	['send --urgency']='catalogue:urgency'
	['send --answer-due']='date'
	['send --basis']='catalogue:basis'
	['send --special-basis']='catalogue:special-basis'
	['send --article']='catalogue:article'
	['send --secrecy']='catalogue:secrecy'
	['send --consulted']='-'
	['send --request']='-'
	['send --groups']='catalogue:data-group'
	['send --by']='words:phone secure-mail post hand'
	['send --output']='file:'
	['send -o']='file:'
	['send --days']='days'
	['send --spool']='file:'
	['send --store']='file:'
	['send --config']='file:'
	['send --wait']='seconds'
	['receive --settled']='kind:partner'
	['receive --reason']='text'
	['receive --spool']='file:'
	['receive --store']='file:'
	['receive --config']='file:'
	['receive --wait']='seconds'
	['receive --format']='words:table csv jsonl ids xlsx'
	['receive -f']='words:table csv jsonl ids xlsx'
	['receive --output']='file:'
	['receive -o']='file:'
	['accept --on']='date'
	['accept --note']='-'
	['accept --spool']='file:'
	['accept --store']='file:'
	['accept --config']='file:'
	['accept --wait']='seconds'
	['decline --reason']='catalogue:decline-reason'
	['decline --on']='date'
	['decline --note']='-'
	['decline --spool']='file:'
	['decline --store']='file:'
	['decline --config']='file:'
	['decline --wait']='seconds'
	['wait --on']='date'
	['wait --note']='-'
	['wait --spool']='file:'
	['wait --store']='file:'
	['wait --config']='file:'
	['wait --wait']='seconds'
	['start --on']='date'
	['start --note']='-'
	['start --spool']='file:'
	['start --store']='file:'
	['start --config']='file:'
	['start --wait']='seconds'
	['finish --on']='date'
	['finish --note']='-'
	['finish --spool']='file:'
	['finish --store']='file:'
	['finish --config']='file:'
	['finish --wait']='seconds'
	['withdraw --on']='date'
	['withdraw --note']='-'
	['withdraw --spool']='file:'
	['withdraw --store']='file:'
	['withdraw --config']='file:'
	['withdraw --wait']='seconds'
	['resend --spool']='file:'
	['resend --store']='file:'
	['resend --config']='file:'
	['resend --wait']='seconds'
	['record --by']='words:phone secure-mail post hand'
	['record --on']='date'
	['record --reason']='catalogue:decline-reason'
	['record --from']='-'
	['record --note']='-'
	['record --store']='file:'
	['record --config']='file:'
	['record --wait']='seconds'
	['notice --spool']='file:'
	['notice --store']='file:'
	['notice --config']='file:'
	['notice --wait']='seconds'
	['notice --format']='words:table csv jsonl ids xlsx'
	['notice -f']='words:table csv jsonl ids xlsx'
	['notice --output']='file:'
	['notice -o']='file:'
	['sync --transport']='file:'
	['sync --spool']='file:'
	['sync --store']='file:'
	['sync --config']='file:'
	['sync --wait']='seconds'
	['register --to']='kind:partner'
	['register --dossier']='catalogue:dossier'
	['register --on']='date'
	['register --reference']='-'
	['register --already-by']='catalogue:reporter'
	['register --basis']='catalogue:basis'
	['register --special-basis']='catalogue:special-basis'
	['register --article']='catalogue:article'
	['register --secrecy']='catalogue:secrecy'
	['register --consulted']='-'
	['register --map']='file:'
	['register --by']='words:phone secure-mail post hand'
	['register --output']='file:'
	['register -o']='file:'
	['register --store']='file:'
	['register --config']='file:'
	['register --wait']='seconds'
	['registrations --store']='file:'
	['registrations --config']='file:'
	['registrations --wait']='seconds'
	['registrations --format']='words:table csv jsonl ids xlsx'
	['registrations -f']='words:table csv jsonl ids xlsx'
	['registrations --output']='file:'
	['registrations -o']='file:'
	['registrations --columns']='names'
	['registrations -c']='names'
	['registrations --where']='expression'
	['registrations -w']='expression'
	['registrations --sort']='names'
	['registrations -s']='names'
	['registrations --limit']='number'
	['registrations -n']='number'
	['registrations --as-of']='day'
	['list --partner']='kind:partner'
	['list --case']='kind:case'
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
	['disclosures --partner']='kind:partner'
	['disclosures --person']='kind:person'
	['disclosures --from']='date'
	['disclosures --to']='date'
	['disclosures --store']='file:'
	['disclosures --config']='file:'
	['disclosures --wait']='seconds'
	['disclosures --format']='words:table csv jsonl ids xlsx'
	['disclosures -f']='words:table csv jsonl ids xlsx'
	['disclosures --output']='file:'
	['disclosures -o']='file:'
	['disclosures --columns']='names'
	['disclosures -c']='names'
	['disclosures --where']='expression'
	['disclosures -w']='expression'
	['disclosures --sort']='names'
	['disclosures -s']='names'
	['disclosures --limit']='number'
	['disclosures -n']='number'
	['disclosures --as-of']='day'
	['overdue --store']='file:'
	['overdue --config']='file:'
	['overdue --wait']='seconds'
	['overdue --format']='words:table csv jsonl ids xlsx'
	['overdue -f']='words:table csv jsonl ids xlsx'
	['overdue --output']='file:'
	['overdue -o']='file:'
	['overdue --columns']='names'
	['overdue -c']='names'
	['overdue --where']='expression'
	['overdue -w']='expression'
	['overdue --sort']='names'
	['overdue -s']='names'
	['overdue --limit']='number'
	['overdue -n']='number'
)

# Ids, codes and names that there are: for what follows "kind:" or "catalogue:", or is the name of an operand or argument.
_mh_refer_known() {
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
_mh_refer_value() {
	local sort
	while read -r sort; do
		_mh_refer_one "$sort" "$2"
	done <<< "${1//|/$'\n'}"
	((${#COMPREPLY[@]} < 2)) || mapfile -t COMPREPLY < <(printf '%s\n' "${COMPREPLY[@]}" | awk '!seen[$0]++')
}

_mh_refer_one() {
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
		done < <(_mh_refer_known "$1") ;;
	esac
}

# The name of operand number $2 of a command: "case track event", "[file | folder] ...".
_mh_refer_operand() {
	local -a names
	local operands=${_mh_refer_operands[$1]//[\[\]]/}
	read -ra names <<< "${operands// | /|}"
	((${#names[@]})) || return
	local last=$((${#names[@]} - 1))
	[[ ${names[last]} == ... ]] && last=$((last - 1))
	echo "${names[$2 < last ? $2 : last]}"
}

_mh_refer() {
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i operand=0
	COMPREPLY=()
	[[ $before == '=' ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
	[[ $current == '=' ]] && current=''
	local first=${COMP_WORDS[1]} second=${COMP_WORDS[2]:-}
	if ((COMP_CWORD > 2)) && [[ -v _mh_refer_operands["$first $second"] ]]; then
		command="$first $second" i=3
	elif ((COMP_CWORD > 1)) && [[ -v _mh_refer_operands["$first"] ]]; then
		command=$first i=2
	fi
	if [[ -z $command ]]; then
		local -a words
		if ((COMP_CWORD == 1)); then
			mapfile -t words < <(printf '%s\n' "${!_mh_refer_operands[@]}" | cut -d ' ' -f 1 | sort -u)
			words+=(--help --version --describe)
		else
			mapfile -t words < <(printf '%s\n' "${!_mh_refer_operands[@]}" | sed -n "s/^$first //p" | sort)
		fi
		mapfile -t COMPREPLY < <(compgen -W "${words[*]}" -- "$current")
	elif [[ -v _mh_refer_values["$command $before"] ]]; then
		_mh_refer_value "${_mh_refer_values["$command $before"]}" "$current"
	elif [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "${_mh_refer_options[$command]}" -- "$current")
	else
		for (( ; i < COMP_CWORD; i++)); do
			[[ ${COMP_WORDS[i]} == -?* ]] && { [[ -v _mh_refer_values["$command ${COMP_WORDS[i]}"] ]] && ((i++)); continue; }
			((operand++))
		done
		_mh_refer_value "$(_mh_refer_operand "$command" "$operand")" "$current"
	fi
}
complete -F _mh_refer mh-refer
