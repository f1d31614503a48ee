# bash completion of mh-case, made by completions/generate of "mh-case --describe". Change those, not this.
# shellcheck shell=bash

declare -gA _mh_case_operands=(
	['open']=''
	['list']=''
	['show']='case ...'
	['identity set']='case'
	['consent add']='case'
	['consent list']='[case]'
	['consent withdraw']='consent'
	['event']='case track event'
	['track']='case'
	['correct']='event'
	['edit']='case'
	['agenda']=''
	['close']='case'
	['reopen']='case'
)
declare -gA _mh_case_options=(
	['open']='--signals --same-person --person --sex --age-band --country --opened --municipality --stay --form --group --minor --urgency --coordinator --regime --source --onward --note --store --config --wait --quiet --verbose --help --version'
	['list']='--within --store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['show']='--identity --purpose --store --config --wait --format --output --excel-nl --no-color --as-of --quiet --verbose --help --version'
	['identity set']='--file --sex --age-band --country --name --aliases --born --v-number --contact --address --language --store --config --wait --quiet --verbose --help --version'
	['consent add']='--partner --purpose --fields --answer --on --until --text-version --language --interpreter --capacity --signatory --note --store --config --wait --quiet --verbose --help --version'
	['consent list']='--store --config --wait --format --output --excel-nl --no-color --columns --where --sort --limit --as-of --quiet --verbose --help --version'
	['consent withdraw']='--on --store --config --wait --quiet --verbose --help --version'
	['event']='--planned --correct --on --until --scope --detail --store --config --wait --quiet --verbose --help --version'
	['track']='--track --store --config --wait --format --output --excel-nl --no-color --as-of --quiet --verbose --help --version'
	['correct']='--undo --on --until --scope --detail --store --config --wait --quiet --verbose --help --version'
	['edit']='--opened --municipality --stay --form --group --minor --urgency --coordinator --regime --source --onward --note --store --config --wait --quiet --verbose --help --version'
	['agenda']='--within --who --source --check --store --config --wait --format --excel-nl --no-color --as-of --quiet --verbose --help --version'
	['close']='--outcome --on --victim-view --anyway --store --config --wait --quiet --verbose --help --version'
	['reopen']='--store --config --wait --quiet --verbose --help --version'
)
declare -gA _mh_case_values=(
	['open --signals']='kind:signal'
	['open --person']='kind:person'
	['open --sex']='catalogue:sex'
	['open --age-band']='catalogue:age-band'
	['open --country']='catalogue:country'
	['open --opened']='date'
	['open --municipality']='catalogue:municipality'
	['open --stay']='catalogue:municipality'
	['open --form']='catalogue:form'
	['open --group']='catalogue:citizenship-group'
	['open --minor']='catalogue:yes-no'
	['open --urgency']='catalogue:urgency'
	['open --coordinator']='word'
	['open --regime']='catalogue:regime'
	['open --source']='word'
	['open --onward']='catalogue:onward'
	['open --note']='-'
	['open --store']='file:'
	['open --config']='file:'
	['open --wait']='seconds'
	['list --within']='length'
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
	['identity set --file']='file:'
	['identity set -f']='file:'
	['identity set --sex']='catalogue:sex'
	['identity set --age-band']='catalogue:age-band'
	['identity set --country']='catalogue:country'
	['identity set --name']='-'
	['identity set --aliases']='-'
	['identity set --born']='-'
	['identity set --v-number']='-'
	['identity set --contact']='-'
	['identity set --address']='-'
	['identity set --language']='-'
	['identity set --store']='file:'
	['identity set --config']='file:'
	['identity set --wait']='seconds'
	['consent add --partner']='kind:partner'
	['consent add --purpose']='catalogue:purpose'
	['consent add --fields']='catalogue:data-group'
	['consent add --answer']='catalogue:consent'
	['consent add --on']='date'
	['consent add --until']='date'
	['consent add --text-version']='word'
	['consent add --language']='word'
	['consent add --interpreter']='catalogue:yes-no'
	['consent add --capacity']='catalogue:yes-no'
	['consent add --signatory']='catalogue:signatory'
	['consent add --note']='-'
	['consent add --store']='file:'
	['consent add --config']='file:'
	['consent add --wait']='seconds'
	['consent list --store']='file:'
	['consent list --config']='file:'
	['consent list --wait']='seconds'
	['consent list --format']='words:table csv jsonl ids xlsx'
	['consent list -f']='words:table csv jsonl ids xlsx'
	['consent list --output']='file:'
	['consent list -o']='file:'
	['consent list --columns']='names'
	['consent list -c']='names'
	['consent list --where']='expression'
	['consent list -w']='expression'
	['consent list --sort']='names'
	['consent list -s']='names'
	['consent list --limit']='number'
	['consent list -n']='number'
	['consent list --as-of']='day'
	['consent withdraw --on']='date'
	['consent withdraw --store']='file:'
	['consent withdraw --config']='file:'
	['consent withdraw --wait']='seconds'
	['event --correct']='kind:event'
	['event --on']='date'
	['event --until']='date'
	['event --scope']='word'
	['event --detail']='-'
	['event --store']='file:'
	['event --config']='file:'
	['event --wait']='seconds'
	['track --track']='word'
	['track --store']='file:'
	['track --config']='file:'
	['track --wait']='seconds'
	['track --format']='words:table csv jsonl ids xlsx'
	['track -f']='words:table csv jsonl ids xlsx'
	['track --output']='file:'
	['track -o']='file:'
	['track --as-of']='day'
	['correct --on']='date'
	['correct --until']='date'
	['correct --scope']='word'
	['correct --detail']='-'
	['correct --store']='file:'
	['correct --config']='file:'
	['correct --wait']='seconds'
	['edit --opened']='date'
	['edit --municipality']='catalogue:municipality'
	['edit --stay']='catalogue:municipality'
	['edit --form']='catalogue:form'
	['edit --group']='catalogue:citizenship-group'
	['edit --minor']='catalogue:yes-no'
	['edit --urgency']='catalogue:urgency'
	['edit --coordinator']='word'
	['edit --regime']='catalogue:regime'
	['edit --source']='word'
	['edit --onward']='catalogue:onward'
	['edit --note']='-'
	['edit --store']='file:'
	['edit --config']='file:'
	['edit --wait']='seconds'
	['agenda --within']='length'
	['agenda --who']='kind:partner'
	['agenda --source']='words:term planned signal feedback referral consent agreement key inbox retention'
	['agenda --store']='file:'
	['agenda --config']='file:'
	['agenda --wait']='seconds'
	['agenda --format']='words:table csv jsonl ids ics'
	['agenda -f']='words:table csv jsonl ids ics'
	['agenda --as-of']='day'
	['close --outcome']='catalogue:case-outcome'
	['close --on']='date'
	['close --victim-view']='words:-'
	['close --store']='file:'
	['close --config']='file:'
	['close --wait']='seconds'
	['reopen --store']='file:'
	['reopen --config']='file:'
	['reopen --wait']='seconds'
)

# Ids, codes and names that there are: for what follows "kind:" or "catalogue:", or is the name of an operand or argument.
_mh_case_known() {
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
_mh_case_value() {
	local sort
	while read -r sort; do
		_mh_case_one "$sort" "$2"
	done <<< "${1//|/$'\n'}"
	((${#COMPREPLY[@]} < 2)) || mapfile -t COMPREPLY < <(printf '%s\n' "${COMPREPLY[@]}" | awk '!seen[$0]++')
}

_mh_case_one() {
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
		done < <(_mh_case_known "$1") ;;
	esac
}

# The name of operand number $2 of a command: "case track event", "[file | folder] ...".
_mh_case_operand() {
	local -a names
	local operands=${_mh_case_operands[$1]//[\[\]]/}
	read -ra names <<< "${operands// | /|}"
	((${#names[@]})) || return
	local last=$((${#names[@]} - 1))
	[[ ${names[last]} == ... ]] && last=$((last - 1))
	echo "${names[$2 < last ? $2 : last]}"
}

_mh_case() {
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i operand=0
	COMPREPLY=()
	[[ $before == '=' ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
	[[ $current == '=' ]] && current=''
	local first=${COMP_WORDS[1]} second=${COMP_WORDS[2]:-}
	if ((COMP_CWORD > 2)) && [[ -v _mh_case_operands["$first $second"] ]]; then
		command="$first $second" i=3
	elif ((COMP_CWORD > 1)) && [[ -v _mh_case_operands["$first"] ]]; then
		command=$first i=2
	fi
	if [[ -z $command ]]; then
		local -a words
		if ((COMP_CWORD == 1)); then
			mapfile -t words < <(printf '%s\n' "${!_mh_case_operands[@]}" | cut -d ' ' -f 1 | sort -u)
			words+=(--help --version --describe)
		else
			mapfile -t words < <(printf '%s\n' "${!_mh_case_operands[@]}" | sed -n "s/^$first //p" | sort)
		fi
		mapfile -t COMPREPLY < <(compgen -W "${words[*]}" -- "$current")
	elif [[ -v _mh_case_values["$command $before"] ]]; then
		_mh_case_value "${_mh_case_values["$command $before"]}" "$current"
	elif [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "${_mh_case_options[$command]}" -- "$current")
	else
		for (( ; i < COMP_CWORD; i++)); do
			[[ ${COMP_WORDS[i]} == -?* ]] && { [[ -v _mh_case_values["$command ${COMP_WORDS[i]}"] ]] && ((i++)); continue; }
			((operand++))
		done
		_mh_case_value "$(_mh_case_operand "$command" "$operand")" "$current"
	fi
}
complete -F _mh_case mh-case
