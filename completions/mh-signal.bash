# bash completion of mh-signal, made by completions/generate of "mh-signal --describe". Change those, not this.
# shellcheck shell=bash

declare -gA _mh_signal_operands=(
	['add']=''
	['import']='file'
	['list']=''
	['show']='signal ...'
	['edit']='signal'
	['triage']='signal ...'
)
declare -gA _mh_signal_options=(
	['add']='--file --victim --suspect --witness --contact --received --observed-from --observed-to --subject --municipality --place --place-detail --sector --reporter --reporter-contact --unnamed --may-be-told --channel --form --industry --indicators --indicators-absent --grading --urgency --narrative --external-id --source --registered-by --regime --onward --store --config --wait --dry-run --quiet --verbose --help'
	['import']='--map --rejects --update --update-sealed --store --config --wait --dry-run --quiet --verbose --help'
	['list']='--open --store --config --wait --format --no-color --columns --where --sort --limit --as-of --quiet --verbose --help'
	['show']='--identity --purpose --store --config --wait --format --no-color --columns --where --sort --limit --as-of --quiet --verbose --help'
	['edit']='--received --observed-from --observed-to --subject --municipality --place --place-detail --sector --reporter --reporter-contact --unnamed --may-be-told --channel --form --industry --indicators --indicators-absent --grading --urgency --narrative --external-id --source --registered-by --regime --onward --store --config --wait --dry-run --quiet --verbose --help'
	['triage']='--to --reason --store --config --wait --dry-run --quiet --verbose --help'
)
declare -gA _mh_signal_values=(
	['add --file']='file:'
	['add -f']='file:'
	['add --victim']=''
	['add --suspect']=''
	['add --witness']=''
	['add --contact']=''
	['add --received']=''
	['add --observed-from']=''
	['add --observed-to']=''
	['add --subject']='catalogue:subject'
	['add --municipality']='catalogue:municipality'
	['add --place']='catalogue:place'
	['add --place-detail']=''
	['add --sector']='catalogue:sector'
	['add --reporter']='catalogue:reporter'
	['add --reporter-contact']=''
	['add --unnamed']='catalogue:yes-no'
	['add --may-be-told']='catalogue:may-be-told'
	['add --channel']='catalogue:channel'
	['add --form']='catalogue:form'
	['add --industry']='catalogue:industry'
	['add --indicators']='catalogue:indicator'
	['add --indicators-absent']='catalogue:indicator'
	['add --grading']='catalogue:grading'
	['add --urgency']='catalogue:urgency'
	['add --narrative']=''
	['add --external-id']=''
	['add --source']=''
	['add --registered-by']='catalogue:reporter'
	['add --regime']='catalogue:regime'
	['add --onward']='catalogue:onward'
	['add --store']='file:'
	['add --config']='file:'
	['add --wait']=''
	['import --map']='file:'
	['import --rejects']='file:'
	['import --store']='file:'
	['import --config']='file:'
	['import --wait']=''
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
	['show --as-of']=''
	['edit --received']=''
	['edit --observed-from']=''
	['edit --observed-to']=''
	['edit --subject']='catalogue:subject'
	['edit --municipality']='catalogue:municipality'
	['edit --place']='catalogue:place'
	['edit --place-detail']=''
	['edit --sector']='catalogue:sector'
	['edit --reporter']='catalogue:reporter'
	['edit --reporter-contact']=''
	['edit --unnamed']='catalogue:yes-no'
	['edit --may-be-told']='catalogue:may-be-told'
	['edit --channel']='catalogue:channel'
	['edit --form']='catalogue:form'
	['edit --industry']='catalogue:industry'
	['edit --indicators']='catalogue:indicator'
	['edit --indicators-absent']='catalogue:indicator'
	['edit --grading']='catalogue:grading'
	['edit --urgency']='catalogue:urgency'
	['edit --narrative']=''
	['edit --external-id']=''
	['edit --source']=''
	['edit --registered-by']='catalogue:reporter'
	['edit --regime']='catalogue:regime'
	['edit --onward']='catalogue:onward'
	['edit --store']='file:'
	['edit --config']='file:'
	['edit --wait']=''
	['triage --to']='words:enriched assessed advice case forwarded closed'
	['triage --reason']='catalogue:signal-end'
	['triage --store']='file:'
	['triage --config']='file:'
	['triage --wait']=''
)

# Ids and codes that the store has: what follows "kind:", "catalogue:" or is the name of an operand.
_mh_signal_known() {
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
_mh_signal_value() {
	local word
	case $1 in
	words:*) mapfile -t COMPREPLY < <(compgen -W "${1#words:}" -- "$2") ;;
	file: | file | folder)
		compopt -o filenames 2> /dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$2") ;;
	*)
		while read -r word; do
			[[ $word == "$2"* ]] && COMPREPLY+=("$word")
		done < <(_mh_signal_known "$1") ;;
	esac
}

# The name of operand number $2 of a command: "case track event", "[signal ...]".
_mh_signal_operand() {
	local -a names
	read -ra names <<< "${_mh_signal_operands[$1]//[\[\]]/}"
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
