#include "peer-gui/shell/integritycontrol.h"

#include "peer-gui/shell/integrityreports.h"

namespace ft::shell {

using engine::CheckNews;
using engine::Problem;
using engine::RepairReport;

IntegrityControl::IntegrityControl(engine::PeerEngine &engine, const Printer &printer)
    : m_engine(engine)
    , m_printer(printer)
{
    connect(&engine.integrity(), &engine::Integrity::found, this, &IntegrityControl::printDamage);
}

void IntegrityControl::run(const CheckCommand &command, const Done &done)
{
    m_engine.integrity().check(command.name, this, [this, done](const CheckNews &news) {
        hear(news, done);
    });
}

void IntegrityControl::run(const RepairCommand &command, const Done &done)
{
    m_engine.integrity().repair(command.name,
                                this,
                                [this, done](const Result<RepairReport, Problem> &report) {
                                    if (report)
                                        m_printer.done(sentenceOf(*report), objectOf(*report));
                                    else
                                        m_printer.problem(report.error());
                                    done(report.has_value());
                                });
}

void IntegrityControl::hear(const CheckNews &news, const Done &done) const
{
    if (news.damage)
        printDamage(*news.damage);
    if (!news.isOver)
        return;
    if (news.problem)
        m_printer.problem(*news.problem);
    else
        m_printer.done(sentenceOf(news), objectOf(news));
    done(!news.problem && news.damaged == 0);
}

void IntegrityControl::printDamage(const engine::FileDamage &damage) const
{
    m_printer.done(sentenceOf(damage), objectOf(damage));
}

} // namespace ft::shell
