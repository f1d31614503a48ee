# bash completion of mh-refer, made by completions/generate of "mh-refer --describe". Change those, not this.
# shellcheck shell=bash

declare -gA _mh_refer_operands=(
	['partner import']='file'
	['partner list']=''
	['partner show']='partner ...'
	['agreement add']=''
	['agreement list']=''
	['send']='case | referral'
	['receive']='[file | folder | -] ...'
	['accept']='referral ...'
	['decline']='referral ...'
	['wait']='referral ...'
	['start']='referral ...'
	['finish']='referral ...'
	['withdraw']='referral ...'
	['record']='referral state'
	['list']=''
	['show']='referral ...'
	['disclosures']=''
	['overdue']=''
)
declare -gA _mh_refer_options=(
	['partner import']='--confirm-key --update-sealed --store --config --wait --dry-run --quiet --verbose --help'
	['partner list']='--store --config --wait --format --no-color --columns --where --sort --limit --as-of --quiet --verbose --help'
	['partner show']='--purpose --store --config --wait --format --no-color --columns --where --sort --limit --quiet --verbose --help'
	['agreement add']='--with --kind --name --signed --review --until --digest --store --config --wait --quiet --verbose --help'
	['agreement list']='--store --config --wait --format --no-color --columns --where --sort --limit --as-of --quiet --verbose --help'
	['send']='--to --purpose --ask --urgency --answer-due --basis --special-basis --article --secrecy --consulted --request --groups --by --output --days --spool --store --config --wait --quiet --verbose --help'
	['receive']='--no-receipt --spool --store --config --wait --format --no-color --columns --where --sort --limit --quiet --verbose --help'
	['accept']='--on --note --spool --store --config --wait --quiet --verbose --help'
	['decline']='--reason --on --note --spool --store --config --wait --quiet --verbose --help'
	['wait']='--on --note --spool --store --config --wait --quiet --verbose --help'
	['start']='--on --note --spool --store --config --wait --quiet --verbose --help'
	['finish']='--on --note --spool --store --config --wait --quiet --verbose --help'
	['withdraw']='--on --note --spool --store --config --wait --quiet --verbose --help'
	['record']='--by --on --reason --from --note --store --config --wait --quiet --verbose --help'
	['list']='--partner --case --store --config --wait --format --no-color --columns --where --sort --limit --as-of --quiet --verbose --help'
	['show']='--purpose --store --config --wait --format --no-color --columns --where --sort --limit --quiet --verbose --help'
	['disclosures']='--partner --person --from --to --store --config --wait --format --no-color --columns --where --sort --limit --as-of --quiet --verbose --help'
	['overdue']='--store --config --wait --format --no-color --columns --where --sort --limit --quiet --verbose --help'
)
declare -gA _mh_refer_values=(
	['partner import --confirm-key']=''
	['partner import --store']='file:'
	['partner import --config']='file:'
	['partner import --wait']=''
	['partner list --store']='file:'
	['partner list --config']='file:'
	['partner list --wait']=''
	['partner list --format']='words:table csv jsonl ids'
	['partner list -f']='words:table csv jsonl ids'
	['partner list --columns']=''
	['partner list -c']=''
	['partner list --where']=''
	['partner list -w']=''
	['partner list --sort']=''
	['partner list -s']=''
	['partner list --limit']=''
	['partner list -n']=''
	['partner list --as-of']=''
	['partner show --purpose']='catalogue:purpose'
	['partner show --store']='file:'
	['partner show --config']='file:'
	['partner show --wait']=''
	['partner show --format']='words:table csv jsonl ids'
	['partner show -f']='words:table csv jsonl ids'
	['partner show --columns']=''
	['partner show -c']=''
	['partner show --where']=''
	['partner show -w']=''
	['partner show --sort']=''
	['partner show -s']=''
	['partner show --limit']=''
	['partner show -n']=''
	['agreement add --with']='kind:partner'
	['agreement add --kind']='catalogue:agreement-kind'
	['agreement add --name']=''
	['agreement add --signed']=''
	['agreement add --review']=''
	['agreement add --until']=''
	['agreement add --digest']=''
	['agreement add --store']='file:'
	['agreement add --config']='file:'
	['agreement add --wait']=''
	['agreement list --store']='file:'
	['agreement list --config']='file:'
	['agreement list --wait']=''
	['agreement list --format']='words:table csv jsonl ids'
	['agreement list -f']='words:table csv jsonl ids'
	['agreement list --columns']=''
	['agreement list -c']=''
	['agreement list --where']=''
	['agreement list -w']=''
	['agreement list --sort']=''
	['agreement list -s']=''
	['agreement list --limit']=''
	['agreement list -n']=''
	['agreement list --as-of']=''
	['send --to']='kind:partner'
	['send --purpose']='catalogue:purpose'
	['send --ask']='catalogue:service'
	['send --urgency']='catalogue:urgency'
	['send --answer-due']=''
	['send --basis']='catalogue:basis'
	['send --special-basis']='catalogue:special-basis'
	['send --article']='catalogue:article'
	['send --secrecy']='catalogue:secrecy'
	['send --consulted']=''
	['send --request']=''
	['send --groups']='catalogue:data-group'
	['send --by']='words:phone secure-mail post hand'
	['send --output']='file:'
	['send -o']='file:'
	['send --days']=''
	['send --spool']='file:'
	['send --store']='file:'
	['send --config']='file:'
	['send --wait']=''
	['receive --spool']='file:'
	['receive --store']='file:'
	['receive --config']='file:'
	['receive --wait']=''
	['receive --format']='words:table csv jsonl ids'
	['receive -f']='words:table csv jsonl ids'
	['receive --columns']=''
	['receive -c']=''
	['receive --where']=''
	['receive -w']=''
	['receive --sort']=''
	['receive -s']=''
	['receive --limit']=''
	['receive -n']=''
	['accept --on']=''
	['accept --note']=''
	['accept --spool']='file:'
	['accept --store']='file:'
	['accept --config']='file:'
	['accept --wait']=''
	['decline --reason']='catalogue:decline-reason'
	['decline --on']=''
	['decline --note']=''
	['decline --spool']='file:'
	['decline --store']='file:'
	['decline --config']='file:'
	['decline --wait']=''
	['wait --on']=''
	['wait --note']=''
	['wait --spool']='file:'
	['wait --store']='file:'
	['wait --config']='file:'
	['wait --wait']=''
	['start --on']=''
	['start --note']=''
	['start --spool']='file:'
	['start --store']='file:'
	['start --config']='file:'
	['start --wait']=''
	['finish --on']=''
	['finish --note']=''
	['finish --spool']='file:'
	['finish --store']='file:'
	['finish --config']='file:'
	['finish --wait']=''
	['withdraw --on']=''
	['withdraw --note']=''
	['withdraw --spool']='file:'
	['withdraw --store']='file:'
	['withdraw --config']='file:'
	['withdraw --wait']=''
	['record --by']='words:phone secure-mail post hand'
	['record --on']=''
	['record --reason']='catalogue:decline-reason'
	['record --from']=''
	['record --note']=''
	['record --store']='file:'
	['record --config']='file:'
	['record --wait']=''
	['list --partner']='kind:partner'
	['list --case']='kind:case'
	['list --store']='file:'
	['list --config']='file:'
	['list --wait']=''
	['list --format']='words:table csv jsonl ids'
	['list -f']='words:table csv jsonl ids'
	['list --columns']=''
	['list -c']=''
	['list --where']=''
	['list -w']=''
	['list --sort']=''
	['list -s']=''
	['list --limit']=''
	['list -n']=''
	['list --as-of']=''
	['show --purpose']='catalogue:purpose'
	['show --store']='file:'
	['show --config']='file:'
	['show --wait']=''
	['show --format']='words:table csv jsonl ids'
	['show -f']='words:table csv jsonl ids'
	['show --columns']=''
	['show -c']=''
	['show --where']=''
	['show -w']=''
	['show --sort']=''
	['show -s']=''
	['show --limit']=''
	['show -n']=''
	['disclosures --partner']='kind:partner'
	['disclosures --person']='kind:person'
	['disclosures --from']=''
	['disclosures --to']=''
	['disclosures --store']='file:'
	['disclosures --config']='file:'
	['disclosures --wait']=''
	['disclosures --format']='words:table csv jsonl ids'
	['disclosures -f']='words:table csv jsonl ids'
	['disclosures --columns']=''
	['disclosures -c']=''
	['disclosures --where']=''
	['disclosures -w']=''
	['disclosures --sort']=''
	['disclosures -s']=''
	['disclosures --limit']=''
	['disclosures -n']=''
	['disclosures --as-of']=''
	['overdue --store']='file:'
	['overdue --config']='file:'
	['overdue --wait']=''
	['overdue --format']='words:table csv jsonl ids'
	['overdue -f']='words:table csv jsonl ids'
	['overdue --columns']=''
	['overdue -c']=''
	['overdue --where']=''
	['overdue -w']=''
	['overdue --sort']=''
	['overdue -s']=''
	['overdue --limit']=''
	['overdue -n']=''
)

# Ids and codes that the store has: what follows "kind:", "catalogue:" or is the name of an operand.
_mh_refer_known() {
	case $1 in
	kind:signal | signal) mh-signal list --format ids ;;
	kind:case | case) mh-case list --format ids ;;
	kind:referral | referral) mh-refer list --format ids ;;
	kind:partner | partner) mh-refer partner list --format csv --columns code | tail -n +2 ;;
	catalogue:*) mh-store codes "${1#catalogue:}" --format csv --columns code | tail -n +2 ;;
	catalogue) mh-store codes --format csv --columns catalogue | tail -n +2 | sort -u ;;
	esac 2> /dev/null
}

# Fills COMPREPLY for a value of this sort.
_mh_refer_value() {
	local word
	case $1 in
	words:*) mapfile -t COMPREPLY < <(compgen -W "${1#words:}" -- "$2") ;;
	file: | file | folder)
		compopt -o filenames 2> /dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$2") ;;
	*)
		while read -r word; do
			[[ $word == "$2"* ]] && COMPREPLY+=("$word")
		done < <(_mh_refer_known "$1") ;;
	esac
}

# The name of operand number $2 of a command: "case track event", "[signal ...]".
_mh_refer_operand() {
	local -a names
	read -ra names <<< "${_mh_refer_operands[$1]//[\[\]]/}"
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
