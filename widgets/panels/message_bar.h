// SPDX-License-Identifier: GPL-3.0-or-later
// One message under the toolbar: never in the way, stays until it is read or replaced. Thread rule: GUI
// thread.
#pragma once

#include <QFrame>
#include <QString>

#include <functional>

class QLabel;
class QToolButton;
class QPushButton;

namespace alidade {

enum class MessageKind { Information, Warning, Error };

/// What the bar says, with at most one thing to do about it.
struct Message {
    MessageKind kind = MessageKind::Information;
    QString text;   ///< plain text, one or two sentences
    QString action; ///< caption of the button; empty: none
    std::function<void()> run;
};

class MessageBar : public QFrame {
    Q_OBJECT

public:
    explicit MessageBar(QWidget* parent = nullptr);

    /// Shows a message in place of the present one.
    void show(const Message& message);
    /// Hides the bar.
    void dismiss();
    [[nodiscard]] QString text() const;
    /// What is shown; its text is empty if nothing is.
    [[nodiscard]] Message message() const { return isHidden() ? Message() : m_message; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();

    Message m_message;
    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QPushButton* m_action = nullptr;
    QToolButton* m_close = nullptr;
};

} // namespace alidade
